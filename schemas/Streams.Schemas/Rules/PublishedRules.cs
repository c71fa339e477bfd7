using Streams.Schemas.Events;

namespace Streams.Schemas.Rules;

/// <summary>What stands under one name in the topic <c>rules</c>.</summary>
/// <param name="EffectiveFrom">The first event time that the rules judge.</param>
/// <param name="Files">The rules; empty: the name has none any more.</param>
public sealed record PublishedRules(Timestamp EffectiveFrom, IReadOnlyList<RuleFile> Files);
