using System.Globalization;

namespace Streams.Benchmarks.Sigma;

/// <summary><c>generate-rules COUNT SEED DIRECTORY</c>: rule files for <c>streams match</c> and for other engines.</summary>
internal static class GenerateCommand
{
    public static int Run(string[] args)
    {
        var (count, generator) = (int.Parse(args[0], CultureInfo.InvariantCulture), new RuleGenerator(int.Parse(args[1], CultureInfo.InvariantCulture)));
        Directory.CreateDirectory(args[2]);
        for (var i = 0; i < count; i++)
        {
            File.WriteAllText(Path.Combine(args[2], $"rule-{i:D5}.yml"), generator.Next());
        }

        return 0;
    }
}
