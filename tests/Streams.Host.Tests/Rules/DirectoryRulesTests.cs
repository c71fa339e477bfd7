using Microsoft.Extensions.Logging.Abstractions;
using Streams.Host.Rules;
using Streams.Host.Rules.Reload;
using Streams.Topologies.Rules;

namespace Streams.Host.Tests.Rules;

/// <summary>A rule directory that changes while the service runs.</summary>
public sealed class DirectoryRulesTests : IAsyncLifetime
{
    private static readonly TimeSpan Never = TimeSpan.FromDays(40);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("streams-rules-");
    private RuleReloader _reloader = null!; // set before any test
    private DirectoryRules _watch = null!; // set before any test

    public ValueTask InitializeAsync()
    {
        Write("a.yml", Rule("a"));
        _reloader = new RuleReloader(RuleRegistry.Of(RuleLibrary.Load(_folder.FullName)), NullLogger.Instance);
        _watch = new DirectoryRules(_reloader, RuleSources.Of(_folder.FullName), Never, TimeSpan.FromSeconds(30), TimeProvider.System, NullLogger.Instance);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _watch.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void A_change_that_stood_still_for_one_look_is_taken_over_half_a_minute_later()
    {
        Write("b.yml", Rule("b"));
        _watch.Look();
        Assert.Single(_reloader.Registry.Timeline.Versions);

        _watch.Look();
        var next = _reloader.Registry.Timeline.Newest;
        Assert.Equal(2, next.Plan.Roots.Count);
        var wait = DateTimeOffset.FromUnixTimeMilliseconds(next.EffectiveFrom.Milliseconds) - TimeProvider.System.GetUtcNow();
        Assert.InRange(wait, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
        Assert.Equal(1, _reloader.Loads.Accepted);
    }

    [Fact]
    public void A_set_with_an_error_is_rejected_whole_with_every_error_and_mended()
    {
        Write("a.yml", Rule("a").Replace("condition: x", "condition: y", StringComparison.Ordinal));
        Write("b.yml", "title: [");
        Write("c.yml", Rule("c"));
        Look();

        Assert.Single(_reloader.Registry.Timeline.Versions);
        Assert.Equal(1, _reloader.Loads.Rejected);
        Assert.Equal(["a.yml", "b.yml"], _reloader.Loads.Errors.Select(e => Path.GetFileName(e.File)).Order());

        Write("a.yml", Rule("a"));
        Write("b.yml", Rule("b"));
        Look();
        Assert.Equal(3, _reloader.Registry.Timeline.Newest.Plan.Roots.Count);
        Assert.Empty(_reloader.Loads.Errors);
    }

    [Fact]
    public void An_emptied_directory_changes_nothing()
    {
        File.Delete(Path.Combine(_folder.FullName, "a.yml"));
        Look();

        Assert.Single(_reloader.Registry.Timeline.Versions);
    }

    [Fact]
    public void A_file_that_was_only_touched_loads_nothing()
    {
        File.SetLastWriteTimeUtc(Path.Combine(_folder.FullName, "a.yml"), new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Look();

        Assert.Single(_reloader.Registry.Timeline.Versions);
    }

    [Fact]
    public void A_config_map_exchanged_behind_its_link_is_taken_over()
    {
        File.Delete(Path.Combine(_folder.FullName, "a.yml"));
        foreach (var (version, id) in (ReadOnlySpan<(string, string)>)[("..1", "a"), ("..2", "z")])
        {
            Write(Path.Combine(_folder.CreateSubdirectory(version).Name, "a.yml"), Rule(id));
        }

        Directory.CreateSymbolicLink(Path.Combine(_folder.FullName, "..data"), "..1");
        File.CreateSymbolicLink(Path.Combine(_folder.FullName, "a.yml"), Path.Combine("..data", "a.yml"));
        Look();
        Directory.Delete(Path.Combine(_folder.FullName, "..data"));
        Directory.CreateSymbolicLink(Path.Combine(_folder.FullName, "..data"), "..2");
        File.SetLastWriteTimeUtc(Path.Combine(_folder.FullName, "..2", "a.yml"), new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Look();

        Assert.Equal("z", _reloader.Registry.Timeline.Newest.Plan.Roots.Values.Single().Meta.Id);
    }

    private void Look()
    {
        _watch.Look();
        _watch.Look();
    }

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(_folder.FullName, file), text);

    internal static string Rule(string id) => $"title: {id}\nid: {id}\nlogsource: {{category: dns}}\ndetection: {{x: {{query: {id}}}, condition: x}}\n";
}
