using Streams.Schemas.Rules;

namespace Streams.Host.Rules.Reload;

/// <summary>The rule set that was accepted last, kept in the state directory: a start finds it where the rules that are there now have an error.</summary>
internal sealed class LastGoodRules(string directory)
{
    private const string Name = "rules.last-good";

    private readonly string _path = Path.Combine(directory, Name);

    /// <summary>Keeps a set in the place of the one before.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Keep(IReadOnlyList<RuleFile> files)
    {
        Directory.CreateDirectory(directory);
        var fresh = _path + ".new";
        File.WriteAllBytes(fresh, PublishedRulesCodec.Encode(new PublishedRules(default, files)));
        File.Move(fresh, _path, overwrite: true);
    }

    /// <summary>The set that was kept; null where there is none that can be read.</summary>
    public IReadOnlyList<RuleFile>? Read()
    {
        try
        {
            return File.Exists(_path) ? PublishedRulesCodec.Decode(File.ReadAllBytes(_path))?.Files : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // as if there were none
        }
    }
}
