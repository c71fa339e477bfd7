using Streams.Schemas.Events;
using Streams.Topologies.Correlate.Patterns;

namespace Streams.Topologies.Correlate.Groups;

/// <summary>Makes bytes of the groups of one correlation that rest, and objects of those that wake.</summary>
internal sealed class GroupRest(PatternModel model)
{
    /// <summary>A group rests when its last signal is so far behind the watermark.</summary>
    private const long After = 60 * Timestamp.Second;
    private readonly GroupCodec _codec = new();

    public PatternModel Model => model;

    /// <summary>The rules that signals come of.</summary>
    public string[] Inputs => model.Leaves;

    /// <summary>The progress at which an awake group may rest, if nothing comes until then.</summary>
    public static Timestamp DueOf(GroupState state) =>
        state.Body is { Buffered.Count: 0, SettledIds.Count: > 0 } body ? body.SettledIds.Highest + After : Timestamp.Never;

    /// <summary>Makes bytes of a group of which nothing is ahead of the watermark.</summary>
    public void Rest(GroupState state)
    {
        if (state.Body is { Buffered.Count: 0 } body)
        {
            state.HasAlert = body.HasAlert;
            if (body.IsChanged || state.Store is null)
            {
                state.RestAs(_codec.Write(body));
            }
            else
            {
                state.LetGo();
            }
        }
    }

    /// <summary>Makes objects of a group at rest or restored, and an empty one of a new group.</summary>
    public GroupBody Wake(GroupState state)
    {
        if (state.Body is not { } body)
        {
            body = state.ReadRest() is { } rest ? GroupCodec.Read(state.Key, rest, model) : new GroupBody(model.Create());
            body.IsChanged = state.Phase != GroupPhase.Stored;
            state.WakeAs(body);
            foreach (var (chunk, signals) in state.Chunks?.TakeRestored() ?? [])
            {
                foreach (var signal in GroupCodec.Read(signals, model.Leaves))
                {
                    signal.Chunk = chunk;
                    body.Insert(signal);
                }
            }
        }

        return body;
    }
}
