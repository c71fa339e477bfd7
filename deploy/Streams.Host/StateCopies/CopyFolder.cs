using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Streams.Host.Running;

namespace Streams.Host.StateCopies;

/// <summary>A copy as a directory: a manifest, and files of JSON lines (gzip) with a checksum each.</summary>
/// <param name="path">The directory.</param>
internal sealed class CopyFolder(string path)
{
    private const string ManifestName = "manifest.json";
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Refuses a directory that holds something: two copies in one are none.</summary>
    /// <exception cref="UsageException">It does.</exception>
    public void Begin()
    {
        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
        {
            throw new UsageException($"--out {path}: the directory is not empty; name another");
        }

        StateFolder.Close(path);
    }

    /// <summary>Writes a file.</summary>
    public CopyFile Write(string name, IEnumerable<CopiedRecord> records)
    {
        var at = Path.Combine(path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(at)!); // a file of a copy lies in the copy
        long count = 0;
        using (var zip = new GZipStream(File.Create(at), CompressionLevel.Fastest))
        {
            foreach (var record in records)
            {
                JsonSerializer.Serialize(zip, record);
                zip.WriteByte((byte)'\n');
                count++;
            }
        }

        return new CopyFile(name, count, HashOf(at));
    }

    /// <summary>Reads a file.</summary>
    public IEnumerable<CopiedRecord> Read(CopyFile file)
    {
        using var text = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(path, file.Name)), CompressionMode.Decompress));
        while (text.ReadLine() is { } line)
        {
            yield return JsonSerializer.Deserialize<CopiedRecord>(line) ?? throw new EnvironmentException($"{file.Name}: a line is no record");
        }
    }

    /// <summary>Ends the copy: without its manifest it is none.</summary>
    public void End(CopyManifest manifest) => File.WriteAllText(Path.Combine(path, ManifestName), JsonSerializer.Serialize(manifest, Indented) + "\n");

    /// <summary>What the copy holds, every file as it was written.</summary>
    /// <exception cref="EnvironmentException">It is none, is newer than this version, or a file is missing or changed.</exception>
    public CopyManifest Open()
    {
        var at = Path.Combine(path, ManifestName);
        if (!File.Exists(at))
        {
            throw new EnvironmentException($"{path}: there is no {ManifestName}, so this is no copy, or one whose export did not end; mend: export again");
        }

        CopyManifest manifest;
        try
        {
            manifest = JsonSerializer.Deserialize<CopyManifest>(File.ReadAllText(at), Indented) ?? throw new JsonException("it is empty");
        }
        catch (JsonException e)
        {
            throw new EnvironmentException($"{at}: cannot be read: {e.Message}");
        }

        if (manifest.Form > CopyManifest.Newest)
        {
            throw new EnvironmentException(
                $"{at}: form {manifest.Form} was written by Streams {manifest.Streams}, and this version knows none above {CopyManifest.Newest}; mend: use that version"
            );
        }

        foreach (var file in manifest.Files())
        {
            Check(file);
        }

        return manifest;
    }

    private void Check(CopyFile file)
    {
        var at = Path.GetFullPath(Path.Combine(path, file.Name));
        if (!at.StartsWith(Path.GetFullPath(path) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new EnvironmentException($"{file.Name}: lies outside of the copy");
        }

        if (!File.Exists(at) || HashOf(at) != file.Sha256)
        {
            throw new EnvironmentException($"{at}: is missing or is not as it was written; mend: copy the directory again, or export again");
        }
    }

    private static string HashOf(string at)
    {
        using var bytes = File.OpenRead(at);
        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }
}
