// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {IERC2981} from "@openzeppelin/contracts/interfaces/IERC2981.sol";
import {ERC721Utils} from "@openzeppelin/contracts/token/ERC721/utils/ERC721Utils.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {ERC721} from "solady/tokens/ERC721.sol";
import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {SSTORE2} from "solady/utils/SSTORE2.sol";
import {SafeCastLib} from "solady/utils/SafeCastLib.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {IERC7007} from "./interfaces/IERC7007.sol";
import {IERC7007Enumerable} from "./interfaces/IERC7007Enumerable.sol";
import {IModelRegistry} from "./interfaces/IModelRegistry.sol";
import {IRoyalties} from "./interfaces/IRoyalties.sol";
import {IStyleCollection} from "./interfaces/IStyleCollection.sol";
import {IZkStyleVerifier} from "./interfaces/IZkStyleVerifier.sol";
import {ContentId} from "./libraries/ContentId.sol";
import {Png} from "./libraries/Png.sol";
import {Text} from "./libraries/Text.sol";
import {TokenMetadata} from "./libraries/TokenMetadata.sol";

/// @title Collection of images decoded by one registered model
/// @notice See IStyleCollection.
/// @dev A mint writes three new slots: the token's owner with the block and the image's size beside it (the extra data
/// of Solady's ERC-721), the owner's balance with the count of mints beside it (its auxiliary data), and the image's
/// SHA2-256. It reads price, supply and pause from one slot, and writes that where there is a supply cap. A fourth new
/// slot names the data contract where there is one.
contract StyleCollection is ERC721, Ownable2Step, IStyleCollection {
    using SafeCastLib for uint256;

    /// @dev What a mint reads and writes in one slot. An open one is never zero, so that no mint pays for a new slot.
    struct Sale {
        uint96 price;
        uint64 supply;
        bool isOpen;
    }

    /// @dev What has been paid out of revenue.
    struct Paid {
        uint128 toRoyalties;
        uint128 toTreasury;
    }

    /// @dev Keeps contexts of mints apart from contexts of any other use of a proof.
    bytes32 private constant MINT_DOMAIN = keccak256("ZkStyle mint v1");

    /// @dev Bytes of the recipient at the start of a proof envelope.
    uint256 private constant RECIPIENT_LENGTH = 20;

    /// @dev Bits of the image's size in a token's extra data; the block is above them.
    uint256 private constant SIZE_BITS = 48;

    /// @dev The whole, in hundredths of a percent.
    uint256 private constant WHOLE_BPS = 10_000;

    /// @inheritdoc IStyleCollection
    IZkStyleVerifier public immutable verifier;

    /// @inheritdoc IStyleCollection
    IModelRegistry public immutable registry;

    /// @inheritdoc IStyleCollection
    uint256 public immutable modelId;

    /// @inheritdoc IStyleCollection
    address public immutable key;

    /// @inheritdoc IStyleCollection
    bytes32 public immutable keyDigest;

    /// @inheritdoc IStyleCollection
    IRoyalties public immutable royalties;

    /// @inheritdoc IStyleCollection
    uint256 public immutable royaltyBps;

    /// @inheritdoc IStyleCollection
    uint256 public immutable supplyCap;

    /// @inheritdoc IStyleCollection
    uint256 public immutable walletCap;

    /// @inheritdoc IStyleCollection
    bool public immutable storesImage;

    /// @inheritdoc IStyleCollection
    bool public immutable storesPrompt;

    /// @dev Bytes of an image by the model's format.
    uint256 private immutable _imageLength;

    /// @inheritdoc IStyleCollection
    address public treasury;

    Sale private _sale;
    Paid private _paid;
    string private _name;
    string private _symbol;

    mapping(uint256 tokenId => bytes32) private _imageSha256;
    mapping(uint256 tokenId => address) private _data;

    /// @param settings How the collection is opened.
    constructor(Settings memory settings) Ownable(settings.owner) {
        require(Text.isUtf8(bytes(settings.name)) && Text.isUtf8(bytes(settings.symbol)), InvalidName());
        IModelRegistry.Model memory model = settings.registry.modelOf(settings.modelId);
        bytes32 actual = model.registration.keyDigest;
        require(actual == settings.keyDigest, KeyDigestMismatch(settings.keyDigest, actual));
        (_name, _symbol) = (settings.name, settings.symbol);
        registry = settings.registry;
        modelId = settings.modelId;
        verifier = settings.registry.verifier();
        key = model.key;
        keyDigest = actual;
        royalties = model.royalties;
        royaltyBps = model.registration.terms.royaltyBps;
        supplyCap = settings.supplyCap;
        walletCap = settings.walletCap;
        storesImage = settings.storesImage;
        storesPrompt = settings.storesPrompt;
        IModelRegistry.ImageFormat memory format = model.registration.format;
        _imageLength = uint256(format.width) * format.height * (format.palette.length > 0 ? 1 : 3);
        _setTreasury(settings.treasury);
        _setPrice(settings.price);
        _sale.isOpen = true;
    }

    /// @notice Takes ether from anyone; it is revenue.
    receive() external payable {}

    /// @inheritdoc IStyleCollection
    function mint(address to, bytes calldata latent, bytes calldata image, bytes calldata proof)
        external
        payable
        returns (uint256 id)
    {
        _sell(1);
        id = _requireNew(latent, image);
        require(_isProven(to, id, latent, image, proof), InvalidProof(id, to));
        _record(to, id, latent, image, proof);
        // Last, because it calls the recipient: whatever it does there, the token is minted and complete.
        ERC721Utils.checkOnERC721Received(msg.sender, address(0), to, id, "");
    }

    /// @inheritdoc IStyleCollection
    function mintBatch(MintRequest[] calldata requests) external payable returns (uint256[] memory ids) {
        uint256 count = requests.length;
        _sell(count);
        ids = new uint256[](count);
        IZkStyleVerifier.Statement[] memory statements = new IZkStyleVerifier.Statement[](count);
        for (uint256 i = 0; i < count; ++i) {
            MintRequest calldata request = requests[i];
            ids[i] = _requireNew(request.latent, request.image);
            statements[i] = IZkStyleVerifier.Statement(
                key, contextOf(request.to, ids[i]), request.latent, request.image, request.proof
            );
        }
        require(count > 0 && verifier.verifyBatch(statements), InvalidBatch());
        for (uint256 i = 0; i < count; ++i) {
            MintRequest calldata request = requests[i];
            // Again, for a latent that is in the batch twice.
            require(!_exists(ids[i]), AlreadyMinted(ids[i]));
            _record(request.to, ids[i], request.latent, request.image, request.proof);
        }
        // Last, because it calls the recipients: whatever they do there, all tokens are minted and complete.
        for (uint256 i = 0; i < count; ++i) {
            ERC721Utils.checkOnERC721Received(msg.sender, address(0), requests[i].to, ids[i], "");
        }
    }

    /// @inheritdoc IStyleCollection
    function payRoyalties() external returns (uint256 amount) {
        amount = royaltiesDue();
        require(amount > 0, NothingDue());
        _paid.toRoyalties += amount.toUint128();
        emit RoyaltiesPaid(address(royalties), amount);
        SafeTransferLib.safeTransferETH(address(royalties), amount);
    }

    /// @inheritdoc IStyleCollection
    function withdraw() external returns (uint256 amount) {
        amount = withdrawable();
        require(amount > 0, NothingDue());
        _paid.toTreasury += amount.toUint128();
        emit Withdrawn(treasury, amount);
        SafeTransferLib.safeTransferETH(treasury, amount);
    }

    /// @inheritdoc IStyleCollection
    function setMintingPaused(bool paused) external onlyOwner {
        _sale.isOpen = !paused;
        emit MintingPaused(paused);
    }

    /// @inheritdoc IStyleCollection
    function setPrice(uint96 price_) external onlyOwner {
        _setPrice(price_);
    }

    /// @inheritdoc IStyleCollection
    function setTreasury(address treasury_) external onlyOwner {
        _setTreasury(treasury_);
    }

    /// @inheritdoc IERC7007
    /// @dev The token must exist, and the content must be what it was minted with: a model decodes a prompt to one
    /// image. So this changes nothing; it reports the token's content again, with any valid proof of it.
    function addAigcData(uint256 tokenId_, bytes calldata prompt_, bytes calldata aigcData, bytes calldata proof)
        external
    {
        _requireToken(tokenId_);
        uint256 promptTokenId = tokenIdOf(prompt_);
        require(tokenId_ == promptTokenId, TokenIdMismatch(tokenId_, promptTokenId));
        require(sha256(aigcData) == _imageSha256[tokenId_], ImageMismatch(tokenId_));
        require(proof.length >= RECIPIENT_LENGTH, EnvelopeTooShort(proof.length));
        require(verify(prompt_, aigcData, proof), InvalidProof(tokenId_, _recipientOf(proof)));
        emit AigcData(tokenId_, prompt_, aigcData, proof);
    }

    /// @inheritdoc IERC7007
    /// @dev `proof` is an envelope: the recipient's 20 bytes, then the verifier's proof.
    function verify(bytes calldata prompt_, bytes calldata aigcData, bytes calldata proof)
        public
        view
        returns (bool success)
    {
        if (proof.length < RECIPIENT_LENGTH) return false;
        return _isProven(_recipientOf(proof), tokenIdOf(prompt_), prompt_, aigcData, proof[RECIPIENT_LENGTH:]);
    }

    /// @inheritdoc IERC7007Enumerable
    function tokenId(bytes calldata prompt_) external view returns (uint256 id) {
        id = tokenIdOf(prompt_);
        _requireToken(id);
    }

    /// @inheritdoc IERC7007Enumerable
    function prompt(uint256 tokenId_) external view returns (string memory) {
        return string(latentOf(tokenId_));
    }

    /// @inheritdoc IERC2981
    function royaltyInfo(uint256, uint256 salePrice) external view returns (address receiver, uint256 royaltyAmount) {
        return (address(royalties), FixedPointMathLib.fullMulDiv(salePrice, royaltyBps, WHOLE_BPS));
    }

    /// @inheritdoc IStyleCollection
    function price() external view returns (uint256) {
        return _sale.price;
    }

    /// @inheritdoc IStyleCollection
    function mintingPaused() external view returns (bool) {
        return !_sale.isOpen;
    }

    /// @inheritdoc IStyleCollection
    function totalSupply() external view returns (uint256) {
        return _sale.supply;
    }

    /// @inheritdoc IStyleCollection
    function mintedTo(address account) external view returns (uint256) {
        return _getAux(account);
    }

    /// @inheritdoc IStyleCollection
    function contentOf(uint256 tokenId_) external view returns (Content memory) {
        _requireToken(tokenId_);
        uint96 extra = _getExtraData(tokenId_);
        return Content({
            blockNumber: uint48(extra >> SIZE_BITS),
            imageSize: uint48(extra),
            imageSha256: _imageSha256[tokenId_],
            data: _data[tokenId_]
        });
    }

    /// @inheritdoc IStyleCollection
    function cidOf(uint256 tokenId_) external view returns (string memory) {
        _requireToken(tokenId_);
        return ContentId.ofRawBlock(_imageSha256[tokenId_]);
    }

    /// @notice The collection's name.
    function name() public view override returns (string memory) {
        return _name;
    }

    /// @notice The collection's symbol.
    function symbol() public view override returns (string memory) {
        return _symbol;
    }

    /// @notice The token's metadata by the schema of ERC-7007, JSON in a data URI.
    /// @dev `prompt` is the latent's Keccak-256; `aigc_data` names the proven bytes by their content, and so does
    /// `image` where the collection keeps no images.
    /// @param tokenId_ The token.
    function tokenURI(uint256 tokenId_) public view override returns (string memory) {
        _requireToken(tokenId_);
        return TokenMetadata.encode(
            TokenMetadata.Token({
                collection: _name,
                tokenId: tokenId_,
                keyDigest: keyDigest,
                key: key,
                verifier: address(verifier),
                imageSha256: _imageSha256[tokenId_],
                imageSize: uint48(_getExtraData(tokenId_)),
                png: storesImage ? pngOf(tokenId_) : bytes("")
            })
        );
    }

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 interfaceId) public view override(ERC721, IERC165) returns (bool) {
        return interfaceId == type(IERC7007).interfaceId || interfaceId == type(IERC2981).interfaceId
            || (storesPrompt && interfaceId == type(IERC7007Enumerable).interfaceId)
            || super.supportsInterface(interfaceId);
    }

    /// @notice Approves an account to transfer a token (ERC-721). Takes no ether, though the standard lets it.
    /// @param account The account.
    /// @param id The token.
    function approve(address account, uint256 id) public payable override {
        require(msg.value == 0, UnexpectedPayment());
        super.approve(account, id);
    }

    /// @inheritdoc IStyleCollection
    function imageOf(uint256 tokenId_) public view returns (bytes memory) {
        _requireToken(tokenId_);
        require(storesImage, ImageNotStored());
        return SSTORE2.read(_data[tokenId_], 0, _imageLength);
    }

    /// @inheritdoc IStyleCollection
    function pngOf(uint256 tokenId_) public view returns (bytes memory) {
        bytes memory image = imageOf(tokenId_);
        IModelRegistry.ImageFormat memory format = registry.formatOf(modelId);
        return Png.encode(image, format.width, format.height, format.scale, format.palette);
    }

    /// @inheritdoc IStyleCollection
    function latentOf(uint256 tokenId_) public view returns (bytes memory) {
        _requireToken(tokenId_);
        require(storesPrompt, PromptNotStored());
        return SSTORE2.read(_data[tokenId_], storesImage ? _imageLength : 0);
    }

    /// @inheritdoc IStyleCollection
    function revenue() public view returns (uint256) {
        Paid memory before = _paid;
        return address(this).balance + before.toRoyalties + before.toTreasury;
    }

    /// @inheritdoc IStyleCollection
    function royaltiesDue() public view returns (uint256) {
        return revenue() * royaltyBps / WHOLE_BPS - _paid.toRoyalties;
    }

    /// @inheritdoc IStyleCollection
    function withdrawable() public view returns (uint256) {
        uint256 total = revenue();
        return total - total * royaltyBps / WHOLE_BPS - _paid.toTreasury;
    }

    /// @inheritdoc IStyleCollection
    function contextOf(address to, uint256 tokenId_) public view returns (bytes32) {
        return keccak256(abi.encode(MINT_DOMAIN, block.chainid, address(this), to, tokenId_));
    }

    /// @inheritdoc IStyleCollection
    function tokenIdOf(bytes calldata latent) public pure returns (uint256) {
        return uint256(keccak256(latent));
    }

    /// @dev Transfers take no ether; a mint has its price.
    function _beforeTokenTransfer(address from, address, uint256) internal override {
        require(from == address(0) || msg.value == 0, UnexpectedPayment());
    }

    /// @dev Takes the payment for some tokens and counts them.
    function _sell(uint256 count) private {
        Sale memory sale = _sale;
        require(sale.isOpen, MintingIsPaused());
        uint256 expected = count * sale.price;
        require(msg.value == expected, WrongPayment(expected, msg.value));
        if (supplyCap > 0) {
            uint256 supply = count + sale.supply;
            require(supply <= supplyCap, SupplyCapReached(supplyCap));
            _sale.supply = uint64(supply);
        }
    }

    function _requireNew(bytes calldata latent, bytes calldata image) private view returns (uint256 id) {
        require(image.length == _imageLength, ImageLengthMismatch(_imageLength, image.length));
        id = tokenIdOf(latent);
        require(!_exists(id), AlreadyMinted(id));
    }

    /// @dev Mints a token that is proven: everything but the question to its recipient.
    function _record(address to, uint256 id, bytes calldata latent, bytes calldata image, bytes calldata proof)
        private
    {
        _mintAndSetExtraDataUnchecked(to, id, uint96((block.number << SIZE_BITS) | image.length));
        if (walletCap > 0) {
            uint256 minted = _getAux(to) + 1;
            require(minted <= walletCap, WalletCapReached(to, walletCap));
            _setAux(to, uint224(minted));
        }
        _imageSha256[id] = sha256(image);
        if (storesImage) _data[id] = SSTORE2.write(storesPrompt ? bytes.concat(image, latent) : image);
        else if (storesPrompt) _data[id] = SSTORE2.write(latent);
        _report(to, id, image, proof);
    }

    /// @dev emit AigcData(id, latent, image, bytes.concat(bytes20(to), proof)), where the topic of the latent, its
    /// Keccak-256, is the token already.
    function _report(address to, uint256 id, bytes calldata image, bytes calldata proof) private {
        bytes32 signature = AigcData.selector;
        bytes32 imageTopic = keccak256(image);
        assembly ("memory-safe") {
            // Above the free memory: 0x20 | length | recipient, proof | zeros up to whole words.
            let data := mload(0x40)
            let length := add(RECIPIENT_LENGTH, proof.length)
            mstore(data, 0x20)
            mstore(add(data, 0x20), length)
            mstore(add(data, 0x40), shl(96, to))
            calldatacopy(add(data, 0x54), proof.offset, proof.length)
            mstore(add(add(data, 0x40), length), 0)
            log4(data, add(0x40, and(add(length, 31), not(31))), signature, id, id, imageTopic)
        }
    }

    function _setPrice(uint96 price_) private {
        _sale.price = price_;
        emit PriceChanged(price_);
    }

    function _setTreasury(address treasury_) private {
        require(treasury_ != address(0), InvalidTreasury());
        treasury = treasury_;
        emit TreasuryChanged(treasury_);
    }

    function _isProven(address to, uint256 id, bytes calldata latent, bytes calldata image, bytes calldata proof)
        private
        view
        returns (bool)
    {
        return verifier.verify(key, contextOf(to, id), latent, image, proof);
    }

    function _requireToken(uint256 id) private view {
        require(_exists(id), UnknownToken(id));
    }

    function _recipientOf(bytes calldata envelope) private pure returns (address) {
        return address(bytes20(envelope[:RECIPIENT_LENGTH]));
    }
}
