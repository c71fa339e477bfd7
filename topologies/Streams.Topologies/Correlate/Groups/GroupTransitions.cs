namespace Streams.Topologies.Correlate.Groups;

/// <summary>
/// How a group goes from one form to another:
/// <code>
///   New ──► Awake        a signal
///   New ──► Stored       a restore
///   Awake ──► Resting    nothing of it waits
///   Awake ──► Stored     nothing of it waits, nor has it changed since it was stored
///   Resting ──► Stored   a commit
///   Resting ──► Awake    a signal, or a watermark that concerns it
///   Stored ──► Awake     the same
///   Awake, Resting, Stored ──► Removed   nothing of it is open, or its rule has ended
/// </code>
/// </summary>
internal static class GroupTransitions
{
    private static readonly GroupPhase[][] Next =
    [
        [GroupPhase.Awake, GroupPhase.Stored], // New
        [GroupPhase.Resting, GroupPhase.Stored, GroupPhase.Removed], // Awake
        [GroupPhase.Stored, GroupPhase.Awake, GroupPhase.Removed], // Resting
        [GroupPhase.Awake, GroupPhase.Removed], // Stored
        [], // Removed
    ];

    /// <summary>Whether a group may go from one form to another.</summary>
    public static bool IsLegal(GroupPhase from, GroupPhase to) => Array.IndexOf(Next[(int)from], to) >= 0;
}
