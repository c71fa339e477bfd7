using System.Buffers;
using System.CommandLine;
using Streams.Connectors.Sinks.Formats;

namespace Streams.Host.Commands;

/// <summary><c>streams formats list|sample</c>: what alerts look like elsewhere.</summary>
internal static class FormatsCommand
{
    public static Command Create()
    {
        var list = new Command("list", "Lists the formats that sinks can write.");
        list.SetAction(_ =>
        {
            foreach (var format in FormatTable.All)
            {
                Console.WriteLine($"{format.Name, -12} {format.Text}");
            }

            return ExitCode.Ok;
        });
        var name = new Argument<string>("NAME") { Description = "A format's name, as formats list prints them." };
        var sample = new Command("sample", "Prints one valid document for each kind of rule, a line each.") { name };
        sample.SetAction(parsed => Sample(parsed.GetValue(name)!)); // the argument is required
        return new Command("formats", "What alerts look like in other systems.") { list, sample };
    }

    private static int Sample(string name)
    {
        var format = FormatTable.Find(name) ?? throw new UsageException($"{name}: is no format; write one of {FormatTable.Names}");
        using var output = Console.OpenStandardOutput();
        foreach (var alert in SampleAlerts.All)
        {
            var document = new ArrayBufferWriter<byte>(2048);
            format.Write(alert, document);
            document.Write("\n"u8);
            output.Write(document.WrittenSpan);
        }

        return ExitCode.Ok;
    }
}
