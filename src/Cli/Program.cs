using ZkStyle.Cli;

return await CommandLineApplication.RunAsync(args, CommandHost.ForProcess());
