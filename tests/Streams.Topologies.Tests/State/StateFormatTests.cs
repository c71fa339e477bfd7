using System.Text;
using Streams.Engine.Hosting;
using Streams.Topologies.State;

namespace Streams.Topologies.Tests.State;

/// <summary>The version of a task's state: of former versions it is taken on, of later ones it is refused before anything is read.</summary>
public sealed class StateFormatTests
{
    private static readonly byte[] Key = "format"u8.ToArray();
    private readonly FakeStore _store = new();

    [Fact]
    public void State_of_a_version_that_wrote_none_is_taken_on_and_bears_one_from_then()
    {
        var format = new StateFormat(_store, "format");
        format.Load();
        format.Flush();

        Assert.Equal($"{StateFormat.Current}", Encoding.UTF8.GetString(_store.Get(Key)!));
        var written = _store.Written;
        format.Flush();
        new StateFormat(_store, "format").Load();
        Assert.Equal(written, _store.Written);
    }

    [Theory]
    [InlineData("2")]
    [InlineData("1x")]
    [InlineData("")]
    [InlineData("99999999999999999999")]
    public void State_of_a_later_version_is_refused_with_the_mend_before_anything_else_is_read(string form)
    {
        Assert.True(StateFormat.Current < 2, "raise the first of the forms above");
        _store.Put(Key, Encoding.UTF8.GetBytes(form));
        _store.Put("x\u001fkey"u8.ToArray(), "no state of ours"u8.ToArray());
        var states = new TaskStates(_store);
        states.Add("format", name => new StateFormat(_store, name));
        states.Whole<string>("x");

        var refused = Assert.Throws<StateRefusedException>(states.Load);

        Assert.Contains("a later version wrote it; mend: run that version again", refused.Message, StringComparison.Ordinal);
    }
}
