using System.Text.Json;

namespace Streams.Host.Doctor;

/// <summary>One line of the doctor's.</summary>
/// <param name="Check">What was looked at.</param>
/// <param name="Verdict">How it is.</param>
/// <param name="Text">What was found.</param>
/// <param name="Mend">What to do; empty where nothing is to be done.</param>
internal sealed record Finding(string Check, Verdict Verdict, string Text, string Mend = "")
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>As an object in one line.</summary>
    public string Json() =>
        JsonSerializer.Serialize(
            new
            {
                check = Check,
                verdict = Verdict.ToString().ToLowerInvariant(),
                text = Text,
                mend = Mend,
            },
            Readable
        );

    public static Finding Ok(string check, string text) => new(check, Verdict.Ok, text);

    public static Finding Warning(string check, string text, string mend) => new(check, Verdict.Warning, text, mend);

    public static Finding Failure(string check, string text, string mend) => new(check, Verdict.Failure, text, mend);
}
