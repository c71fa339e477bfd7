using System.Net;

namespace Streams.Detections.Matching;

/// <summary>An address within a network, IPv4 or IPv6.</summary>
internal sealed class CidrMatcher(IPNetwork network) : ValueMatcher
{
    public override int Cost => 10;

    public override bool Matches(in SlotValue value, SlotTable table) =>
        value.Kind == SlotKind.Text && IPAddress.TryParse(table.Text(in value), out var address) && network.Contains(address);
}
