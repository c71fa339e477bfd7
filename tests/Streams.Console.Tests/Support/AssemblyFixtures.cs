using Streams.Console.Tests.Support;

[assembly: AssemblyFixture(typeof(RunningConsole))]
[assembly: AssemblyFixture(typeof(Chromium))]
