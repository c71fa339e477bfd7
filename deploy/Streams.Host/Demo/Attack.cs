using Streams.Schemas.Events;

namespace Streams.Host.Demo;

/// <summary>One attack of a recording.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is.</param>
/// <param name="Techniques">ATT&amp;CK techniques, without sub-techniques.</param>
/// <param name="Start">Its begin.</param>
/// <param name="End">Its end.</param>
/// <param name="Names">The names and addresses that tell it.</param>
/// <param name="Aftermath">Texts of lines that show what it left behind.</param>
internal sealed record Attack(
    string Id,
    string Name,
    IReadOnlyList<string> Techniques,
    Timestamp Start,
    Timestamp End,
    IReadOnlySet<string> Names,
    IReadOnlyList<string> Aftermath
);
