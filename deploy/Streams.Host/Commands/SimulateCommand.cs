using System.CommandLine;
using System.Globalization;
using Streams.Connectors.Simulation;

namespace Streams.Host.Commands;

/// <summary><c>streams simulate</c>: the ordinary life of a cluster as six files, to see what rules say of it.</summary>
internal static class SimulateCommand
{
    public static Command Create()
    {
        var output = new Option<string>("--out") { Description = "The directory for the six files; made where it is missing.", Required = true };
        var seed = new Option<int>("--seed") { Description = "Everything left to chance follows from it.", DefaultValueFactory = _ => 1 };
        var nodes = new Option<int>("--nodes") { Description = "Worker nodes, 3 to 200.", DefaultValueFactory = _ => 50 };
        var hours = new Option<double>("--hours") { Description = "Hours of virtual time, up to 336.", DefaultValueFactory = _ => 24 };
        nodes.Validators.Add(v => Within(v, nodes, 3, 200));
        hours.Validators.Add(v => Within(v, hours, 0.01, 336));
        var command = new Command("simulate", "Writes the ordinary life of a cluster, without an attack, as the files that replay reads.")
        {
            output,
            seed,
            nodes,
            hours,
        };
        command.SetAction(parsed =>
            Run(
                parsed.GetValue(output)!,
                new SimulationOptions
                {
                    Seed = parsed.GetValue(seed),
                    Nodes = parsed.GetValue(nodes),
                    Duration = TimeSpan.FromHours(parsed.GetValue(hours)),
                }
            )
        ); // required
        return command;
    }

    private static void Within<T>(System.CommandLine.Parsing.OptionResult result, Option<T> option, double least, double most)
    {
        var value = Convert.ToDouble(result.GetValue(option), CultureInfo.InvariantCulture);
        if (value < least || value > most)
        {
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{option.Name} is {value}; it takes {least} to {most}"));
        }
    }

    private static int Run(string folder, SimulationOptions options)
    {
        Directory.CreateDirectory(folder);
        var files = ClusterSimulation.Files.ToDictionary(f => f.Key, f => new StreamWriter(Path.Combine(folder, f.Value)));
        long count = 0;
        try
        {
            foreach (var line in ClusterSimulation.Run(options))
            {
                files[line.Source].Write(line.Text);
                files[line.Source].Write('\n');
                count++;
            }
        }
        finally
        {
            foreach (var file in files.Values)
            {
                file.Dispose();
            }
        }

        Console.Error.WriteLine($"{count} lines of {string.Join(", ", ClusterSimulation.ActivityNames)}");
        return ExitCode.Ok;
    }
}
