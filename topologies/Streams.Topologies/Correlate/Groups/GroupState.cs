using Streams.Schemas.Events;
using Streams.Topologies.State;

namespace Streams.Topologies.Correlate.Groups;

/// <summary>
/// One group of one correlation. Awake it is objects (<see cref="Body"/>); once nothing of it waits for the watermark and nothing has come for a while it rests:
/// it is bytes, and those are let go once they are stored.
/// </summary>
/// <param name="key">The correlation's content hash and the group's values.</param>
public sealed class GroupState(StateKey key)
{
    private const int OwnBytes = 300;
    private const int AwakeBytes = 700;

    /// <summary>An id that was settled, and what of its signal a pattern and the evidence may still hold, about.</summary>
    private const int SettledBytes = 100;

    /// <summary>The group as objects, as bytes, or null.</summary>
    private object? _form;

    /// <summary>The key it is kept under.</summary>
    public StateKey Key => key;

    /// <summary>The group's values.</summary>
    public string Group => key.Subject;

    /// <summary>The form it is kept in.</summary>
    internal GroupPhase Phase { get; private set; }

    /// <summary>The group as objects; null: it is not awake.</summary>
    internal GroupBody? Body => _form as GroupBody;

    /// <summary>The group as bytes; null: awake, or to be read from the store.</summary>
    internal byte[]? Rest => _form as byte[];

    /// <summary>Reads what a store has under a key; null: there is no store.</summary>
    internal Func<string, byte[]?>? Store { get; set; }

    /// <summary>The stored pieces of its signals ahead of the watermark; null: none.</summary>
    internal GroupChunks? Chunks { get; set; }

    /// <summary>Whether it is to be written before the next commit.</summary>
    internal bool IsDirty { get; set; }

    /// <summary>Whether the next watermark looks at it for changes to write.</summary>
    internal bool IsListed { get; set; }

    /// <summary>The progress at which the watermark concerns it next, as it stands in the queue of its correlation.</summary>
    internal Timestamp Due { get; set; } = Timestamp.Never;

    /// <summary>A later place in that queue that it still has.</summary>
    internal Timestamp Far { get; set; } = Timestamp.Never;

    /// <summary>The time of its latest signal.</summary>
    internal Timestamp LastSignal { get; set; } = Timestamp.Unknown;

    /// <summary>Whether an alert of it is open: as it was when it went to rest, or as it is.</summary>
    internal bool HasAlert
    {
        get => Body?.HasAlert ?? field;
        set;
    }

    /// <summary>The bytes it takes, about.</summary>
    internal long Bytes =>
        OwnBytes
        + (sizeof(char) * (long)key.Text.Length)
        + (Body is { } body ? AwakeBytes + body.BufferedBytes + (SettledBytes * (long)body.SettledIds.Count) : Rest?.Length ?? 0);

    /// <summary>What of that is accounted for; the room's own.</summary>
    internal long Accounted { get; set; }

    /// <summary>One that was restored.</summary>
    /// <param name="key">The key it is kept under.</param>
    /// <param name="rest">Its bytes.</param>
    /// <param name="store">Reads what the store has under a key.</param>
    internal static GroupState Restored(StateKey key, byte[] rest, Func<string, byte[]?> store)
    {
        var state = new GroupState(key) { Store = store };
        state.TransitionTo(GroupPhase.Stored, rest);
        return state;
    }

    /// <summary>It is objects from now on.</summary>
    internal void WakeAs(GroupBody body) => TransitionTo(GroupPhase.Awake, body);

    /// <summary>It is bytes from now on that no store has.</summary>
    internal void RestAs(byte[] rest) => TransitionTo(GroupPhase.Resting, rest);

    /// <summary>The store has it as it stands: it is let go.</summary>
    internal void LetGo() => TransitionTo(GroupPhase.Stored, null);

    /// <summary>It is no longer kept.</summary>
    internal void Remove() => TransitionTo(GroupPhase.Removed, null);

    /// <summary>The bytes of a group at rest; null: it is new.</summary>
    /// <exception cref="InvalidDataException">They were stored and are gone: the process ends.</exception>
    internal byte[]? ReadRest() =>
        Rest ?? (Phase == GroupPhase.Stored ? Store?.Invoke(key.Text) ?? throw new InvalidDataException($"the state of the group {key} is gone") : null);

    private void TransitionTo(GroupPhase phase, object? form)
    {
        if (!GroupTransitions.IsLegal(Phase, phase))
        {
            throw new InvalidOperationException($"the group {key} cannot become {phase} while it is {Phase}");
        }

        (Phase, _form) = (phase, form);
    }
}
