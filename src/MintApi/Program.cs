using ZkStyle.MintApi;

var builder = WebApplication.CreateBuilder(args);
builder.AddMintApi();
var app = builder.Build();
app.UseMintApi();
app.Run();
