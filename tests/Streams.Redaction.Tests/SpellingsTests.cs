using System.Text.Json;

namespace Streams.Redaction.Tests;

/// <summary>
/// Some fifteen hundred tokens, files, settings, calls, protocols and commands that hold a secret, each as it is, as a string of JSON, as .NET writes that, as JSON within JSON, and as that within JSON;
/// and lines that look like them and hold none.
/// </summary>
public sealed class SpellingsTests
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void No_spelling_of_a_secret_is_left()
    {
        var leaks = new List<string>();
        var spellings = 0;
        foreach (var row in ((string[])["vendors.jsonl", "strangers.jsonl"]).SelectMany(f => File.ReadLines(Path.Combine(AppContext.BaseDirectory, f))))
        {
            using var sample = JsonDocument.Parse(row);
            var line = sample.RootElement.GetProperty("line").GetString()!; // the file is ours
            string[] secrets = [.. sample.RootElement.GetProperty("secrets").EnumerateArray().Select(s => Middle(s.GetString()!))];
            foreach (var text in Spellings(line))
            {
                spellings++;
                var left = Redactor.Default.Redact(text);
                leaks.AddRange(secrets.Any(s => IsIn(left, s)) ? [left] : []);
            }
        }

        Assert.True(spellings > 7_000);
        Assert.Empty(leaks);
    }

    [Fact]
    public void What_only_looks_like_one_is_the_same_object_also_in_JSON() =>
        Assert.All(File.ReadLines(Path.Combine(AppContext.BaseDirectory, "lookalikes.txt")), line =>
            Assert.All(Spellings(line).Take(2), text => Assert.Same(text, Redactor.Default.Redact(text)))
        );

    [Fact]
    public void A_table_loses_the_column_of_its_secret_and_nothing_else()
    {
        foreach (var by in (string[])[",", ";", "\t"])
        {
            var table = string.Join(
                '\n',
                ((string[])["id,user,password,role", "1,bob,otter-lamp,admin", "2,ann,,dev", "3,eve,\"copper\",ops"]).Select(l =>
                    l.Replace(",", by, StringComparison.Ordinal)
                )
            );
            var expected = table.Replace("otter-lamp", Redactor.Mask, StringComparison.Ordinal).Replace("copper", Redactor.Mask, StringComparison.Ordinal);

            Assert.Equal(expected, Redactor.Default.Redact(table));
            Assert.Equal(
                $"{{\"log\":{JsonSerializer.Serialize(expected, Relaxed)},\"n\":1}}",
                Redactor.Default.Redact($"{{\"log\":{JsonSerializer.Serialize(table, Relaxed)},\"n\":1}}")
            );
        }
    }

    private static bool IsIn(string text, string secret) =>
        text.Contains(secret, StringComparison.Ordinal)
        || text.Contains(JsonSerializer.Serialize(secret)[1..^1], StringComparison.Ordinal)
        || text.Contains(JsonSerializer.Serialize(secret, Relaxed)[1..^1], StringComparison.Ordinal);

    private static string Middle(string secret) => secret.Length > 14 ? secret[4..^4] : secret;

    private static IEnumerable<string> Spellings(string text)
    {
        var once = JsonSerializer.Serialize(text, Relaxed);
        var body = $"{{\"body\":{JsonSerializer.Serialize(once, Relaxed)}}}";
        return
        [
            text,
            $"{{\"log\":{once}}}",
            $"{{\"msg\":{JsonSerializer.Serialize(text)},\"x\":1}}",
            body,
            $"{{\"event\":{JsonSerializer.Serialize(body, Relaxed)}}}",
        ];
    }
}
