using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace Streams.Host.Diagnosis;

/// <summary>What helps somebody who is not here to say what is wrong: a tar of small files, without secrets and without what events say.</summary>
internal sealed class DiagnosisBundle(TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Writes it. A part that fails says so in its file, and the others follow.</summary>
    /// <returns>The parts that failed.</returns>
    public async Task<IReadOnlyList<string>> WriteAsync(string path, IEnumerable<DiagnosisPart> parts, CancellationToken cancel)
    {
        var failed = new List<string>();
        await using var file = new FileStream(path, FileMode.CreateNew);
        await using var zip = new GZipStream(file, CompressionLevel.Optimal);
        await using var tar = new TarWriter(zip);
        // All at once: what does not answer is waited for once.
        foreach (var (part, written) in parts.Select(p => (p, Task.Run(() => TextAsync(p, cancel), cancel))).ToArray())
        {
            var (text, trouble) = await written.ConfigureAwait(false);
            if (trouble is not null)
            {
                failed.Add($"{part.Name}: {trouble}");
            }

            var entry = new PaxTarEntry(TarEntryType.RegularFile, $"streams-diag/{part.Name}")
            {
                DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)),
                ModificationTime = time.GetUtcNow(),
                Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            };
            await tar.WriteEntryAsync(entry, cancel).ConfigureAwait(false);
        }

        return failed;
    }

    private static async Task<(string Text, string? Trouble)> TextAsync(DiagnosisPart part, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        try
        {
            return (await part.WriteAsync(limit.Token).ConfigureAwait(false), null);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            // A bundle is asked for where something is wrong already: what is wrong with one part is part of the answer.
            var trouble = e is OperationCanceledException ? $"no answer within {Patience.TotalSeconds:0} s" : $"{e.GetType().Name}: {e.Message}";
            return ($"not to be had: {trouble}\n", trouble);
        }
    }
}
