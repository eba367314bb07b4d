// Writes viem.json: encodings by an independent implementation, to compare ours with.
// Command: npm install --ignore-scripts viem@2.48.0 && node generate.mjs > viem.json
import { createRequire } from 'node:module';
import { encodeAbiParameters, getAddress, hashMessage, keccak256, toEventSelector, toFunctionSelector } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';

const viemVersion = createRequire(import.meta.url)('viem/package.json').version;

// mulberry32: the vectors depend on the seed alone.
let state = 20250601;
const next = () => {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return (t ^ (t >>> 14)) >>> 0;
};
const below = (n) => next() % n;
const hex = (length) => '0x' + Array.from({ length }, () => below(256).toString(16).padStart(2, '0')).join('');
const bits = (n) => BigInt.asUintN(n, below(4) === 0 ? [0n, 1n, (1n << BigInt(n)) - 1n][below(3)] : BigInt(hex(n / 8)));

// A parameter as viem takes it. Members without names let viem take tuples as arrays.
function drawType(depth) {
  const width = 8 * (1 + below(32));
  switch (below(depth > 0 ? 12 : 8)) {
    case 0: case 1: return { type: `uint${width}` };
    case 2: return { type: `int${width}` };
    case 3: return { type: 'address' };
    case 4: return { type: 'bool' };
    case 5: return { type: `bytes${1 + below(32)}` };
    case 6: return { type: 'bytes' };
    case 7: return { type: 'string' };
    case 8: { const element = drawType(depth - 1); return { ...element, type: `${element.type}[]` }; }
    case 9: { const element = drawType(depth - 1); return { ...element, type: `${element.type}[${1 + below(4)}]` }; }
    default: return { type: 'tuple', components: Array.from({ length: 1 + below(4) }, () => drawType(depth - 1)) };
  }
}

// A value twice: as viem takes it, and as text for JSON.
function drawValue(parameter) {
  const array = /^(.*)\[(\d*)\]$/.exec(parameter.type);
  if (array) {
    const length = array[2] === '' ? below(4) : Number(array[2]);
    const items = Array.from({ length }, () => drawValue({ ...parameter, type: array[1] }));
    return [items.map((i) => i[0]), items.map((i) => i[1])];
  }
  if (parameter.type === 'tuple') {
    const members = parameter.components.map(drawValue);
    return [members.map((m) => m[0]), members.map((m) => m[1])];
  }
  if (parameter.type === 'address') { const v = getAddress(hex(20)); return [v, v]; }
  if (parameter.type === 'bool') { const v = below(2) === 1; return [v, v.toString()]; }
  if (parameter.type === 'bytes') { const v = hex(below(70)); return [v, v]; }
  if (parameter.type === 'string') {
    const v = Array.from({ length: below(40) }, () => ['a', 'Z', ' ', '\u00e9', '\u6f22', '\u{1f600}', '0'][below(7)]).join('');
    return [v, v];
  }
  const size = Number(/\d+$/.exec(parameter.type)[0]);
  if (parameter.type.startsWith('bytes')) { const v = hex(size); return [v, v]; }
  const v = parameter.type.startsWith('uint') ? bits(size) : BigInt.asIntN(size, bits(size));
  return [size <= 48 ? Number(v) : v, v.toString()];
}

const canonical = (p) => p.type.startsWith('tuple') ? `(${p.components.map(canonical).join(',')})${p.type.slice(5)}` : p.type;

const abi = Array.from({ length: 60 }, () => {
  const parameters = Array.from({ length: 1 + below(4) }, () => drawType(3));
  const values = parameters.map(drawValue);
  return {
    types: parameters.map(canonical),
    values: values.map((v) => v[1]),
    encoded: encodeAbiParameters(parameters, values.map((v) => v[0])),
  };
});

const signatures = [
  'transfer(address,uint256)', 'safeTransferFrom(address,address,uint256,bytes)', 'mint(address,bytes,bytes,bytes)',
  'f((uint256,(bool,string)[2])[],bytes10)', 'Transfer(address,address,uint256)', 'AigcData(uint256,bytes,bytes,bytes)',
].map((signature) => ({ signature, selector: toFunctionSelector(signature), topic: toEventSelector(signature) }));

const transactions = [];
for (let i = 0; i < 16; i++) {
  const privateKey = hex(32);
  const account = privateKeyToAccount(privateKey);
  const tip = bits(64) % (1n << 60n);
  const transaction = {
    type: 'eip1559',
    chainId: [1, 31337, 11155111, 2 ** 40][i % 4],
    nonce: [0, 1, 127, 128, 256, 65536][i % 6],
    maxPriorityFeePerGas: tip,
    maxFeePerGas: tip + bits(64),
    gas: [21000n, 0n, 16777216n, 128n][i % 4],
    to: i % 5 === 0 ? undefined : getAddress(hex(20)),
    value: [0n, 1n, 10n ** 18n, (1n << 128n) - 1n][below(4)],
    data: hex([0, 1, 4, 55, 56, 68, 256, 300][i % 8]),
    accessList: Array.from({ length: i % 3 }, () => ({ address: getAddress(hex(20)), storageKeys: Array.from({ length: below(3) }, () => hex(32)) })),
  };
  const encoded = await account.signTransaction(transaction);
  transactions.push({
    ...Object.fromEntries(Object.entries(transaction).filter(([k]) => k !== 'type').map(([k, v]) => [k, typeof v === 'bigint' || typeof v === 'number' ? v.toString() : v])),
    privateKey,
    from: account.address,
    encoded,
    hash: keccak256(encoded),
  });
}

const signed = [];
for (let i = 0; i < 12; i++) {
  const privateKey = hex(32);
  const account = privateKeyToAccount(privateKey);
  const message = hex(i * 7);
  signed.push({
    privateKey,
    publicKey: '0x' + account.publicKey.slice(4),
    address: account.address,
    hash: hashMessage({ raw: message }),
    signature: await account.signMessage({ message: { raw: message } }),
  });
}

console.log(JSON.stringify({ origin: `viem ${viemVersion} on npm, by generate.mjs beside this file`, abi, signatures, transactions, signed }, null, 1));
