using Streams.Host.Rules;
using Streams.Topologies.Rules;

namespace Streams.EndToEnd.Tests.Support;

/// <summary>The delivered rules, loaded once for all tests of the process, as a service does for all its tasks.</summary>
internal static class Shipped
{
    private static readonly Lazy<RulePlan> Plan = new(() => RuleLibrary.Load(null));

    public static RulePlan Rules => Plan.Value;
}
