using Streams.Models.Artefacts;
using Streams.Models.Vectors;

namespace Streams.Host.Commands.Models;

/// <summary>An artefact in a file.</summary>
internal static class ModelFile
{
    /// <summary>Reads one, whatever is wrong with it told in a line.</summary>
    /// <exception cref="UsageException">It cannot be used.</exception>
    public static (byte[] Bytes, WindowModel Model) Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new UsageException($"{path}: there is no such file; 'streams train' writes one");
        }

        if (new FileInfo(path).Length > ModelArtefact.MaxBytes)
        {
            throw new UsageException($"{path}: it has {new FileInfo(path).Length:N0} bytes, a model may have {ModelArtefact.MaxBytes:N0}");
        }

        var bytes = File.ReadAllBytes(path);
        try
        {
            return (bytes, WindowModel.Read(bytes));
        }
        catch (FormatException e)
        {
            throw new UsageException($"{path}: {e.Message}");
        }
    }
}
