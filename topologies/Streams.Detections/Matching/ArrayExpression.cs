using System.Text.Json;
using Streams.Detections.Needs;

namespace Streams.Detections.Matching;

/// <summary>A condition on the members of an array, each looked at by itself. A value that is no array is an array of itself, but has no places.</summary>
/// <param name="slot">The array, whole.</param>
/// <param name="members">The fields of a member, as the view knows them.</param>
/// <param name="quantifier">How many must match.</param>
/// <param name="place">The member's place, from 0, for <see cref="ArrayQuantifier.At"/>.</param>
/// <param name="body">The condition on a member.</param>
internal sealed class ArrayExpression(int slot, int members, ArrayQuantifier quantifier, int place, Expression body) : Expression
{
    public override int Cost => 20 + body.Cost;

    private bool NeedsValue => quantifier is ArrayQuantifier.Any or ArrayQuantifier.All or ArrayQuantifier.At;

    public override bool Matches(EventView view)
    {
        var (seen, matched) = (0, 0);
        for (var at = view.Table.First(slot); at >= 0; at = view.Table[at].Next)
        {
            ref readonly var value = ref view.Table[at];
            var json = view.Document.Slice(value.Start, value.Length);
            if (value.Kind == SlotKind.Array)
            {
                Count(json, view, ref seen, ref matched);
            }
            else if (value.Kind != SlotKind.Null && quantifier != ArrayQuantifier.At)
            {
                seen++;
                matched += Matches(json, view, 0) ? 1 : 0;
            }
        }

        return quantifier switch
        {
            ArrayQuantifier.All => seen > 0 && matched == seen,
            ArrayQuantifier.AllOrEmpty => matched == seen,
            ArrayQuantifier.None => matched == 0,
            _ => matched > 0,
        };
    }

    public override bool CanMatch(IReadOnlySet<int> absent) => !NeedsValue || !absent.Contains(slot);

    public override bool MustMatch(IReadOnlySet<int> absent) => !NeedsValue && absent.Contains(slot);

    public override void Collect(ICollection<Need> needs)
    {
        if (NeedsValue)
        {
            needs.Add(Need.Presence(slot));
        }
    }

    public override NeedSet? Cheapest(NeedPrices prices) => NeedsValue ? prices.Of(Need.Presence(slot)) : null;

    private void Count(ReadOnlyMemory<byte> array, EventView view, ref int seen, ref int matched)
    {
        var reader = new Utf8JsonReader(array.Span, new JsonReaderOptions { MaxDepth = JsonExtractor.MaxDepth });
        reader.Read();
        for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            seen++;
            matched += Matches(array.Slice(start, (int)reader.BytesConsumed - start), view, index) ? 1 : 0;
        }
    }

    private bool Matches(ReadOnlyMemory<byte> member, EventView view, int index)
    {
        if (quantifier == ArrayQuantifier.At && index != place)
        {
            return false;
        }

        var inner = view.Members(members);
        inner.SetMember(member);
        return body.Matches(inner);
    }
}
