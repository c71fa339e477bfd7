using System.Text;
using Streams.Schemas.Dialects;
using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Dns;

/// <summary>
/// dnstap as Vector's source of that name writes it: who asked, and the question under <c>requestData</c> or, with the code, under <c>responseData</c>.
/// Of a message to another server (<c>ResolverQuery</c>, <c>ForwarderQuery</c>) the one who asked is the resolver itself.
/// </summary>
internal sealed class VectorDnstapDialect(ParserOptions options) : ObjectDialect
{
    private readonly ClusterNames _cluster = new(options);
    private readonly JsonOutline _question = new(options);

    /// <inheritdoc/>
    public override string Name => "dnstap_vector";

    /// <inheritdoc/>
    protected override Reading Read(Element element, JsonOutline outline, ParsedEvent parsed)
    {
        var (answer, asked) = (outline.Find("responseData"u8), outline.Find("requestData"u8));
        var isAnswer = outline.IsObject(answer);
        var questions = outline.Find(isAnswer ? answer : asked, "question"u8);
        if (!outline.IsString(outline.Find("messageType"u8)) || !outline.IsArray(questions))
        {
            return Reading.None;
        }

        var items = new JsonItems(outline.Raw(questions));
        if (!items.TryNext(out var question) || !_question.Read(question) || !DnsAddress.TryAdd(outline.Text("sourceAddress"u8), parsed.Fields))
        {
            return Reading.Dead(DeadReason.MissingField, "a message of dnstap without a question or who asked");
        }

        var fields = parsed.Fields;
        if (outline.TryNumber(outline.Find("sourcePort"u8), out var port) && port is > 0 and <= ushort.MaxValue)
        {
            fields.Add(Field.SourcePort, port);
        }

        CoreDnsLine.AddName(_question.Text("domainName"u8), fields, _cluster);
        fields.Add(Field.QuestionType, _question.Text("questionType"u8));
        fields.Add(Field.QuestionClass, _question.Text("class"u8));
        fields.Add(Field.NetworkTransport, Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(outline.Text("socketProtocol"u8)).ToLowerInvariant()));
        if (isAnswer && outline.Text(outline.Find(answer, "rcodeName"u8)) is { IsEmpty: false } code)
        {
            CoreDnsLine.AddCode(Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(code).ToUpperInvariant()), fields);
        }

        parsed.Type = EventType.Query;
        parsed.Document = element.Body;
        parsed.IsJson = true;
        parsed.SetTime(EnvelopeTime.Of(outline, outline.Find("time"u8)), TimeSource.Record);
        return Reading.Done;
    }
}
