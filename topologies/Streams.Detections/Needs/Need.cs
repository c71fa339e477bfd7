namespace Streams.Detections.Needs;

/// <summary>What an event must hold for a part of a rule to be true: it may be weaker than the rule, never stronger.</summary>
/// <param name="Slot">The field.</param>
/// <param name="Kind">How its values are looked at.</param>
/// <param name="Literal">The text, folded; empty for presence.</param>
/// <param name="IsExpression">Whether it comes of a regular expression, whose idea of case differs beyond ASCII: there a value of any text will do.</param>
internal readonly record struct Need(int Slot, NeedKind Kind, string Literal, bool IsExpression)
{
    private const int MinPieceOfExpression = 3;

    public static Need Presence(int slot) => new(slot, NeedKind.Presence, "", false);

    public static Need Text(int slot, string folded, bool isWhole) =>
        isWhole ? new Need(slot, NeedKind.Whole, folded, false)
        : folded.Length > 0 ? new Need(slot, NeedKind.Piece, folded, false)
        : Presence(slot);

    public static Need Expression(int slot, string folded) =>
        folded.Length >= MinPieceOfExpression ? new Need(slot, NeedKind.Piece, folded, true) : Presence(slot);
}
