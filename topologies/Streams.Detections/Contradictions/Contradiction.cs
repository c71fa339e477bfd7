using Streams.Detections.Conditions;

namespace Streams.Detections.Contradictions;

/// <summary>Two things that are never so of one event.</summary>
/// <param name="First">What stands first.</param>
/// <param name="Second">What stands behind it.</param>
internal sealed record Contradiction(Literal First, Literal Second)
{
    /// <summary>The line to look at.</summary>
    public SelectionItem Item => Second.Item ?? First.Item!; // only one of them may be none

    /// <summary>Why, for a person.</summary>
    public string Why =>
        (First, Second) switch
        {
            ({ Item: null }, _) => $"every event has a '{Item.Field}', and {Word(Second)} leaves out what has one",
            (_, { Item: null }) => $"every event has a '{Item.Field}', and {Word(First)} leaves out what has one",
            ({ Holds: true }, { Holds: true }) when First.Item == Second.Item => $"no one '{Item.Field}' is all of {Word(First)}",
            ({ Holds: true }, { Holds: true }) => $"{Word(Second)} and {Word(First)} ({Place(First)}) are never so of one '{Item.Field}'",
            ({ Holds: true }, _) => $"{Word(Second)} leaves out all that {Word(First)} ({Place(First)}) takes in",
            _ => $"{Word(First)} ({Place(First)}) leaves out all that {Word(Second)} takes in",
        };

    private static string Word(Literal literal) => $"'{literal.Item!.Key}: {literal.Item.Short}'"; // asked where there is one

    private static string Place(Literal literal) => $"line {literal.Item!.At.Line}"; // as above
}
