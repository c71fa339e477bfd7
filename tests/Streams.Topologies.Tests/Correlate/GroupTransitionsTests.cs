using Streams.Topologies.Correlate.Groups;
using Streams.Topologies.State;

namespace Streams.Topologies.Tests.Correlate;

/// <summary>A group goes from one form to another as its table says, and in no other way.</summary>
public sealed class GroupTransitionsTests
{
    private static readonly GroupPhase[] Phases = Enum.GetValues<GroupPhase>();

    [Fact]
    public void Every_form_can_be_reached_from_a_new_group()
    {
        var reached = new HashSet<GroupPhase> { GroupPhase.New };
        for (var before = 0; before < reached.Count; )
        {
            before = reached.Count;
            reached.UnionWith(Phases.Where(to => reached.ToArray().Any(from => GroupTransitions.IsLegal(from, to))));
        }

        Assert.Equal(Phases.ToHashSet(), reached);
    }

    [Fact]
    public void A_group_that_is_no_longer_kept_stays_so()
    {
        var group = GroupState.Restored(StateKey.Parse("0123456789abcdefg"), [2], _ => null);
        group.Remove();

        Assert.DoesNotContain(Phases, to => GroupTransitions.IsLegal(GroupPhase.Removed, to));
        Assert.Throws<InvalidOperationException>(() => group.RestAs([2]));
        Assert.Equal((GroupPhase.Removed, null), (group.Phase, group.Rest));
    }

    [Fact]
    public void What_is_new_is_not_let_go() => Assert.Throws<InvalidOperationException>(() => new GroupState(StateKey.Parse("0123456789abcdefg")).RestAs([2]));

    [Fact]
    public void What_was_stored_and_is_gone_ends_the_process()
    {
        var group = GroupState.Restored(StateKey.Parse("0123456789abcdefg"), [2], _ => null);
        group.WakeAs(new GroupBody(null!)); // no automaton is asked for
        group.LetGo();

        Assert.Throws<InvalidDataException>(group.ReadRest);
    }
}
