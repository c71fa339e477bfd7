using System.Text;
using Streams.Schemas.Container;
using Streams.Schemas.Dns;
using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Kernel;

/// <summary>
/// What Cilium's proxies saw within a flow: a DNS question is the same event as CoreDNS', a request of HTTP the same as a web server's line. The answer holds the question
/// too and counts; a question counts where it was dropped, since no answer comes then, and is a flow as any other where it was not.
/// </summary>
internal sealed class HubbleLayer7(ParserOptions options)
{
    private static readonly string[] Codes =
    [
        "NOERROR",
        "FORMERR",
        "SERVFAIL",
        "NXDOMAIN",
        "NOTIMP",
        "REFUSED",
        "YXDOMAIN",
        "YXRRSET",
        "NXRRSET",
        "NOTAUTH",
        "NOTZONE",
    ];
    private readonly JsonOutline _header = new(options);
    private readonly ClusterNames _cluster = new(options);

    /// <summary>Adds what was asked and answered in the place of the flow's ends; the type of the event.</summary>
    public EventType Describe(JsonOutline outline, int flow, FieldSet fields)
    {
        var layer7 = outline.Find(flow, "l7"u8);
        if (!outline.IsObject(layer7))
        {
            return EventType.Flow;
        }

        var isAnswer = outline.Text(outline.Find(layer7, "type"u8)).SequenceEqual("RESPONSE"u8);
        if (!isAnswer && !fields.Text(Field.EventAction).SequenceEqual("denied"u8))
        {
            return EventType.Flow;
        }

        var (dns, http) = (outline.Find(layer7, "dns"u8), outline.Find(layer7, "http"u8));
        if (!outline.Text(outline.Find(dns, "query"u8)).IsEmpty)
        {
            Client(outline, flow, isAnswer, isOfServer: false, fields);
            Question(outline, dns, isAnswer, fields);
            return EventType.Query;
        }

        if (!outline.Text(outline.Find(http, "method"u8)).IsEmpty)
        {
            Client(outline, flow, isAnswer, isOfServer: true, fields);
            Request(outline, http, fields);
            return EventType.Access;
        }

        return EventType.Flow;
    }

    /// <summary>Who asked, which the answer names as its destination; and the pod that the event is of.</summary>
    private static void Client(JsonOutline outline, int flow, bool isAnswer, bool isOfServer, FieldSet fields)
    {
        var (addresses, protocol) = (outline.Find(flow, "IP"u8), outline.First(outline.Find(flow, "l4"u8)));
        var transport = protocol == JsonOutline.None ? default : Transport.Name(outline.Name(protocol));
        var (action, reason) = (fields.Text(Field.EventAction).ToArray(), fields.Text(Field.EventReason).ToArray());
        var node = fields.Text(Field.NodeName).ToArray();
        fields.Clear();
        fields.Add(Field.NodeName, node);
        fields.Add(Field.EventAction, action);
        fields.Add(Field.EventReason, reason);
        fields.Add(Field.NetworkTransport, transport);
        FlowFields.AddAddress(Field.SourceIp, outline.Text(outline.Find(addresses, isAnswer ? "destination"u8 : "source"u8)), fields);
        var port = isAnswer ? outline.Find(protocol, "destination_port"u8, "destinationPort"u8) : outline.Find(protocol, "source_port"u8, "sourcePort"u8);
        FlowFields.AddPort(Field.SourcePort, outline, port, fields);
        var end = outline.Find(flow, isAnswer == isOfServer ? "source"u8 : "destination"u8);
        fields.Add(Field.PodName, outline.Text(outline.Find(end, "pod_name"u8, "podName"u8)));
        if (fields.Has(Field.PodName))
        {
            fields.Add(Field.Namespace, outline.Text(outline.Find(end, "namespace"u8)));
        }
    }

    private void Question(JsonOutline outline, int dns, bool isAnswer, FieldSet fields)
    {
        CoreDnsLine.AddName(outline.Text(outline.Find(dns, "query"u8)), fields, _cluster);
        var types = outline.Find(dns, "qtypes"u8);
        if (outline.IsArray(types))
        {
            var items = new JsonItems(outline.Raw(types));
            fields.Add(Field.QuestionType, items.TryNext(out var type) ? type.Span.Trim("\" "u8) : default);
        }

        if (isAnswer)
        {
            // A code of zero is left out.
            var code = outline.TryNumber(outline.Find(dns, "rcode"u8), out var number) ? number : 0;
            CoreDnsLine.AddCode(Encoding.ASCII.GetBytes(code >= 0 && code < Codes.Length ? Codes[code] : $"RCODE{code}"), fields);
        }
    }

    private void Request(JsonOutline outline, int http, FieldSet fields)
    {
        fields.Add(Field.HttpMethod, outline.Text(outline.Find(http, "method"u8)));
        AccessLine.AddTarget(outline.Text(outline.Find(http, "url"u8)), fields);
        if (outline.TryNumber(outline.Find(http, "code"u8), out var code) && code is >= 100 and <= 999)
        {
            fields.Add(Field.HttpStatus, code);
        }

        var headers = outline.Find(http, "headers"u8);
        if (!outline.IsArray(headers))
        {
            return;
        }

        var items = new JsonItems(outline.Raw(headers));
        while (items.TryNext(out var item))
        {
            if (_header.Read(item) && Ascii.EqualsIgnoreCase(_header.Text("key"u8), "user-agent"u8))
            {
                fields.Add(Field.UserAgent, _header.Text("value"u8));
                return;
            }
        }
    }
}
