using System.Text;
using Streams.Engine.Seals;
using Streams.Host.Signing;
using Streams.Schemas.Settings;

namespace Streams.Host.Configuration;

/// <summary>What tells our own records from forged ones.</summary>
internal sealed class SecurityOptions : IValidatedOptions
{
    [
        Setting(
            "seals the records of our own topics (all but raw topics, dead letters and feeds), so that nobody else can write signals, watermarks, entities, rules, models, labels or alerts "
                + "([own topics](security.md#our-own-topics)): at least 32 characters, as from `openssl rand -hex 32`. Several parted by commas: the first seals, all are accepted. Empty: nothing is sealed"
        ),
        Secret
    ]
    public string TopicKey { get; set; } = "";

    [Setting("a file with these keys, one a line, in the place of `topicKey`")]
    public string TopicKeyFile { get; set; } = "";

    [Setting("whether records without a seal are taken: while an installation begins to seal, until what was written before is gone")]
    public bool AcceptUnsealed { get; set; }

    [Setting(
        "the public key (PEM, Ed25519) of who may publish rules: sets in the topic `rules` that it did not sign are refused ([rules](rules.md#signed-sets)). Empty: sets need no signature"
    )]
    public string RulesKeyFile { get; set; } = "";

    /// <summary>What seals records of some topics; null: none is sealed.</summary>
    public RecordSeals? Seals(IEnumerable<string> topics) =>
        Keys() is { Count: > 0 } keys ? new RecordSeals(keys, topics.ToHashSet(StringComparer.Ordinal), AcceptUnsealed) : null;

    public IEnumerable<SettingError> Validate()
    {
        if (TopicKey.Length > 0 && TopicKeyFile.Length > 0)
        {
            yield return new("topicKeyFile", "names the keys a second time; leave one of topicKey and topicKeyFile empty");
        }

        foreach (var (setting, file) in new[] { ("topicKeyFile", TopicKeyFile), ("rulesKeyFile", RulesKeyFile) })
        {
            if (file.Length > 0 && !File.Exists(file))
            {
                yield return new(setting, $"{file} does not exist");
                yield break;
            }
        }

        if (TopicKeyFile.Length > 0 && Keys().Count == 0)
        {
            yield return new("topicKeyFile", $"{TopicKeyFile} holds no key");
        }

        if (Keys().Any(k => k.Length < RecordSeals.LeastKeyBytes))
        {
            yield return new(
                TopicKey.Length > 0 ? "topicKey" : "topicKeyFile",
                $"a key needs at least {RecordSeals.LeastKeyBytes} characters, as from: openssl rand -hex 32"
            );
        }

        if (AcceptUnsealed && TopicKey.Length == 0 && TopicKeyFile.Length == 0)
        {
            yield return new("acceptUnsealed", "says nothing without topicKey or topicKeyFile");
        }

        if (RulesKeyFile.Length > 0 && RulesKeyFault() is { } fault)
        {
            yield return new("rulesKeyFile", fault);
        }
    }

    private string? RulesKeyFault()
    {
        try
        {
            using var key = Ed25519Key.Public(RulesKeyFile);
            return null;
        }
        catch (UsageException e)
        {
            return e.Message;
        }
    }

    private IReadOnlyList<byte[]> Keys() => [.. (
                TopicKey.Length > 0 ? TopicKey.Split(',')
                : TopicKeyFile.Length > 0 ? File.ReadAllLines(TopicKeyFile)
                : []
            ).Select(key => key.Trim()).Where(key => key.Length > 0).Select(Encoding.UTF8.GetBytes)];
}
