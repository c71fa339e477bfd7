namespace Streams.Host.WebConsole.Alerts;

/// <summary>An alert in its latest state, as it goes to the browser.</summary>
/// <param name="Seq">Rises with every change of any alert.</param>
/// <param name="Id">The alert's id.</param>
/// <param name="RuleId">The rule's id.</param>
/// <param name="Rank">How severe it is: the more, the longer it is kept.</param>
/// <param name="IsOpen">Whether it is open or updated.</param>
/// <param name="IsSuperseded">Whether another alert has taken its place.</param>
/// <param name="Namespaces">The namespaces it speaks of (<see cref="AlertNamespaces"/>).</param>
/// <param name="Json"><c>{"seq":…,"alert":{…}}</c> in UTF-8.</param>
internal sealed record FeedEntry(long Seq, string Id, string RuleId, int Rank, bool IsOpen, bool IsSuperseded, IReadOnlyList<string> Namespaces, byte[] Json);
