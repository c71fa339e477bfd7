using System.CommandLine;
using Streams.Models.Training.Onnx;

namespace Streams.Host.Commands.Models;

/// <summary><c>streams models onnx FILE</c>: a model in the form that others' runtimes read.</summary>
internal static class OnnxCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The artefact." };
        var output = new Option<string?>("--out") { Description = "The ONNX file; default: FILE with .onnx." };
        var command = new Command("onnx", "Writes an artefact as an ONNX file: the features' values in, the score out, for others' runtimes.") { file, output };
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetValue(file)!, parsed.GetValue(output), cancel)); // required
        return command;
    }

    private static async Task<int> RunAsync(string file, string? output, CancellationToken cancel)
    {
        var (_, model) = ModelFile.Read(file);
        var path = output ?? Path.ChangeExtension(file, ".onnx");
        try
        {
            await File.WriteAllBytesAsync(path, OnnxExport.Write(model), cancel).ConfigureAwait(false);
        }
        catch (FormatException e)
        {
            throw new UsageException($"{file}: {e.Message}");
        }

        Console.WriteLine($"{path}\t{model.Hash}\tfeatures [windows, {model.Artefact.Features.Count}] to score [windows, 1]");
        return ExitCode.Ok;
    }
}
