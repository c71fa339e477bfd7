using SharpFuzz;
using Streams.Fuzzing;

// seeds TARGET DIRECTORY writes what a run begins with; TARGET alone is what afl-fuzz starts (tests/fuzz does both); run TARGET FILE tries a finding again.
switch (args)
{
    case ["seeds", var name, var folder] when FuzzTargets.All.TryGetValue(name, out var target):
        foreach (var (seed, index) in target.Seeds().Distinct(ByteComparer.Instance).Select((s, i) => (s, i)))
        {
            File.WriteAllBytes(Path.Combine(folder, $"{index:D5}"), seed);
        }

        return 0;
    case ["run", var name, var file] when FuzzTargets.All.TryGetValue(name, out var target):
        target.Run(File.ReadAllBytes(file));
        return 0;
    case []:
        Console.WriteLine(string.Join('\n', FuzzTargets.All.Keys));
        return 0;
    case [var name]:
        // What is instrumented may not run before afl-fuzz has given it memory, static constructors included.
        Fuzzer.OutOfProcess.Run(stream =>
        {
            using var input = new MemoryStream();
            stream.CopyTo(input);
            try
            {
                FuzzTargets.All[name].Run(input.ToArray());
            }
            catch (Exception e)
            {
                // A process reads many inputs: one fault may need what came before, so its text is kept as it happened.
                File.AppendAllText(
                    Environment.GetEnvironmentVariable("STREAMS_FUZZ_LOG") ?? "/dev/stderr",
                    $"{Convert.ToBase64String(input.ToArray())}\n{e}\n"
                );
                throw;
            }
        });
        return 0;
    default:
        Console.Error.WriteLine("usage: Streams.Fuzzing [TARGET | seeds TARGET DIRECTORY | run TARGET FILE]");
        return 2;
}
