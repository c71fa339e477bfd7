using System.Text.Json;
using Streams.Connectors.Sinks.Tests.Formats;

namespace Streams.EndToEnd.Tests.Siem;

/// <summary>What a SIEM is given of whole recordings, held against the published schemas.</summary>
public sealed class RecordedDocumentsTests
{
    [Theory]
    [InlineData("S0")]
    [InlineData("S1")]
    [InlineData("S3")]
    [InlineData("S4h")]
    [InlineData("S4")]
    public void Every_document_of_a_recording_is_valid(string recording)
    {
        using var ocsf = OcsfSchema.OpenOrSkip();
        var documents = RecordedDocuments.Of(recording);
        var errors = new SortedDictionary<string, int>(StringComparer.Ordinal);

        foreach (var alert in documents.Alerts)
        {
            Take(Errors(RecordedDocuments.Written(alert, "ocsf"), ocsf.Errors), "alert", errors);
            Take(Errors(RecordedDocuments.Written(alert, "ecs"), EcsTypes.Errors), "alert", errors);
        }

        foreach (var e in documents.Events)
        {
            Take(Errors(e.Document, e.Format.Name == "ecs" ? EcsTypes.Errors : ocsf.Errors), "event", errors);
        }

        Assert.NotEmpty(documents.Events);
        Assert.Equal([], errors.Take(20));
    }

    private static IReadOnlyList<string> Errors(ReadOnlyMemory<byte> document, Func<JsonElement, IReadOnlyList<string>> check)
    {
        using var json = JsonDocument.Parse(document);
        return check(json.RootElement);
    }

    private static void Take(IReadOnlyList<string> found, string kind, SortedDictionary<string, int> errors)
    {
        foreach (var error in found)
        {
            errors[$"{kind}: {error}"] = errors.GetValueOrDefault($"{kind}: {error}") + 1;
        }
    }
}
