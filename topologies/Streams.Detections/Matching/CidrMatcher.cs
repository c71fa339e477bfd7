using System.Net;

namespace Streams.Detections.Matching;

/// <summary>An address within a network, IPv4 or IPv6.</summary>
internal sealed class CidrMatcher(IPNetwork network) : ValueMatcher
{
    public override bool Matches(in SlotValue value, EventView view) =>
        value.Kind == SlotKind.Text && IPAddress.TryParse(view.Text(in value), out var address) && network.Contains(address);
}
