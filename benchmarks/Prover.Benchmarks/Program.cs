using BenchmarkDotNet.Running;
using ZkStyle.Prover.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(FieldBenchmarks).Assembly).Run(args);
