using System.Text.Json;

namespace Streams.Connectors.Kubernetes.Audit;

/// <summary>Looks whether a body is an audit batch, without keeping anything of it.</summary>
internal static class AuditBatchReader
{
    /// <summary>Deeper than any object of the API server's; what is too deep for a parser behind is that item's own dead letter, not the batch's.</summary>
    public const int MaxDepth = 1000;

    /// <summary>Null where it is an EventList or an event; else the status and why not.</summary>
    public static (int Status, string Text)? Judge(ReadOnlySpan<byte> body, int maxItems)
    {
        var json = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            {
                return (400, "an audit batch is a JSON object: an EventList or an Event");
            }

            var isBatch = false;
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var (isItems, isEvent) = (json.ValueTextEquals("items"u8), json.ValueTextEquals("auditID"u8));
                json.Read();
                if (isItems && json.TokenType == JsonTokenType.StartArray)
                {
                    isBatch = true;
                    if (JudgeItems(ref json, maxItems) is { } refusal)
                    {
                        return refusal;
                    }
                }
                else
                {
                    isBatch |= isEvent;
                    json.Skip();
                }
            }

            // Reading on finds what stands behind the object.
            while (json.Read()) { }

            return isBatch ? null : (400, "has neither items, as an EventList, nor auditID, as an Event");
        }
        catch (JsonException e)
        {
            return (400, $"is no JSON: {e.Message}");
        }
    }

    private static (int Status, string Text)? JudgeItems(ref Utf8JsonReader json, int maxItems)
    {
        var any = false;
        var count = 1;
        for (; json.Read() && json.TokenType != JsonTokenType.EndArray; count++)
        {
            if (json.TokenType != JsonTokenType.StartObject)
            {
                return (400, $"item {count} of the EventList is no object");
            }

            if (count > maxItems)
            {
                return (413, $"more than {maxItems} items in one EventList; set --audit-webhook-batch-max-size lower");
            }

            any |= IsEvent(ref json);
        }

        return any || count == 1 ? null : (400, "no item of the EventList is an audit event: none has an auditID");
    }

    private static bool IsEvent(ref Utf8JsonReader json)
    {
        var any = false;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            any |= json.ValueTextEquals("auditID"u8);
            json.Read();
            json.Skip();
        }

        return any;
    }
}
