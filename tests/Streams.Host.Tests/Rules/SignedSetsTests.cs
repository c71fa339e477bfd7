using System.Text;
using Confluent.Kafka;
using Streams.Host.Signing;
using Streams.Schemas.Rules;

namespace Streams.Host.Tests.Rules;

/// <summary><c>streams rules sign</c>, <c>verify</c>, and a topic that takes signed sets only.</summary>
public sealed class SignedSetsTests : IDisposable
{
    private const string Private = """
        -----BEGIN PRIVATE KEY-----
        MC4CAQAwBQYDK2VwBCIEIH7iqSC8G8LXgylNerZ9c9c85b9mygHuSAYlVU1ThlYY
        -----END PRIVATE KEY-----
        """;
    private const string Public = """
        -----BEGIN PUBLIC KEY-----
        MCowBQYDK2VwAyEAwKCJ1i0SdtyjXYxg1ZYw1kXFE67nT1tepaktjNJ7EsE=
        -----END PUBLIC KEY-----
        """;
    private const string Stranger = """
        -----BEGIN PRIVATE KEY-----
        MC4CAQAwBQYDK2VwBCIEII0CqYbgDgtHjWWXQRMedn7Xa28GdpFf9x4cgF5bCoEI
        -----END PRIVATE KEY-----
        """;
    private static readonly RuleFile[] Files = [new("b.yml", "title: b"), new("a.yml", "title: a")];
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 4, 0, 0, TimeSpan.Zero);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("streams-signed-");

    [Fact]
    public void A_set_that_was_signed_is_taken_whatever_the_order_of_its_files()
    {
        using var sets = Sets();
        Assert.Null(sets.Refuse("rules", [Files[1], Files[0]], Signed(Private, "rules", Files, Now)));
    }

    [Fact]
    public void Another_key_name_file_or_no_signature_is_refused()
    {
        using var sets = Sets();
        var headers = Signed(Private, "rules", Files, Now);

        Assert.Contains("not signed", sets.Refuse("rules", Files, []), StringComparison.Ordinal);
        Assert.Contains("does not fit", sets.Refuse("rules", Files, Signed(Stranger, "rules", Files, Now)), StringComparison.Ordinal);
        Assert.Contains("does not fit", sets.Refuse("other", Files, headers), StringComparison.Ordinal);
        Assert.Contains("does not fit", sets.Refuse("rules", [.. Files, new("c.yml", "")], headers), StringComparison.Ordinal);
        Assert.Contains("does not fit", sets.Refuse("rules", [Files[0], new("a.yml", "title: x")], headers), StringComparison.Ordinal);
        Assert.Contains("does not fit", sets.Refuse("rules", Files, new Headers { { RuleSignature.Header, "{}"u8.ToArray() } }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_set_that_was_signed_before_the_one_that_stands_is_refused()
    {
        using var sets = Sets();
        Assert.Null(sets.Refuse("rules", Files, Signed(Private, "rules", Files, Now)));
        Assert.Contains("before the one", sets.Refuse("rules", [], Signed(Private, "rules", [], Now.AddMinutes(-1))), StringComparison.Ordinal);
        Assert.Null(sets.Refuse("rules", [], Signed(Private, "rules", [], Now.AddMinutes(1))));
    }

    [Fact]
    public void Sign_and_verify_agree_and_a_changed_rule_is_told()
    {
        var (rules, signature) = (_folder.CreateSubdirectory("rules"), Path.Combine(_folder.FullName, "set.sig"));
        var rule = Path.Combine(rules.FullName, "a.yml");
        File.WriteAllText(rule, DirectoryRulesTests.Rule("a"));
        Assert.Equal(0, Cli.Run(null, null, ["rules", "sign", rules.FullName, "--key", Write("key.pem", Private), "--out", signature]).Code);
        var (code, output, _) = Cli.Run(null, null, ["rules", "verify", rules.FullName, "--key", Write("key.pub", Public), "--signature", signature]);
        Assert.Equal(0, code);
        Assert.Contains("1 files, set rules", output, StringComparison.Ordinal);

        File.AppendAllText(rule, "# changed\n");
        Assert.Equal(1, Cli.Run(null, null, ["rules", "verify", rules.FullName, "--key", Write("key.pub", Public), "--signature", signature]).Code);
    }

    [Fact]
    public void A_key_of_another_kind_is_refused_with_the_command_that_makes_one()
    {
        var (code, _, error) = Cli.Run(null, null, ["rules", "sign", "--key", Write("key.pem", Public)]);

        Assert.Equal(2, code);
        Assert.Contains("openssl genpkey -algorithm ed25519", error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private SignedSets Sets() => SignedSets.Of(Write("rules.pub", Public))!; // a file is named

    private Headers Signed(string pem, string name, RuleFile[] files, DateTimeOffset at)
    {
        using var key = Ed25519Key.Private(Write("some.pem", pem));
        return new Headers { { RuleSignature.Header, RuleSignature.Make(key, name, files, at).Write() } };
    }

    private string Write(string name, string text)
    {
        var file = Path.Combine(_folder.FullName, name);
        File.WriteAllText(file, text, Encoding.ASCII);
        return file;
    }
}
