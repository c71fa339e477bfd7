using System.Net;
using Streams.Detections.Yaml;
using YamlDotNet.Core;

namespace Streams.Detections.Conditions;

/// <summary>Networks as rules write them: <c>10.0.0.0/8</c>.</summary>
internal static class Networks
{
    /// <exception cref="RuleException">The text is no network, or has bits set beyond its length: it may as well mean one address.</exception>
    public static IPNetwork Parse(string text, Mark at)
    {
        if (!IPNetwork.TryParse(text, out var network))
        {
            throw new RuleException(at, $"'{text}' is no network: write address/length, as in 10.0.0.0/8");
        }

        var address = IPAddress.Parse(text.AsSpan(0, text.IndexOf('/', StringComparison.Ordinal))); // it was read with it
        return address.Equals(network.BaseAddress)
            ? network
            : throw new RuleException(
                at,
                $"'{text}' has bits set beyond its length: write {network} for the network, or {address}/{address.GetAddressBytes().Length * 8} for the address"
            );
    }
}
