using Microsoft.Extensions.Logging;
using Streams.Detections.Rules;

namespace Streams.Host.Rules.Reload;

/// <summary>Tells in the log of exceptions that end within a week, and of those that have ended: each once a day, and at once where the rules are others. One thread.</summary>
internal sealed class ExceptionNotices(TimeProvider time, ILogger log)
{
    private static readonly TimeSpan Again = TimeSpan.FromDays(1);
    private static readonly TimeSpan Pace = TimeSpan.FromMinutes(1);
    private readonly Dictionary<string, (bool IsOver, DateTimeOffset At)> _told = new(StringComparer.Ordinal);
    private string _version = "";
    private DateTimeOffset _looked = DateTimeOffset.MinValue;

    /// <summary>Looks at the rules that were loaded last; may be called often.</summary>
    public void Look(RuleSet rules)
    {
        var now = time.GetUtcNow();
        if (rules.Version == _version && now - _looked < Pace)
        {
            return;
        }

        if (rules.Version != _version)
        {
            _told.Clear();
        }

        (_version, _looked) = (rules.Version, now);
        foreach (var due in Expiration.Of(rules, now))
        {
            var meta = due.Exception.Meta;
            if (_told.TryGetValue(meta.Id, out var told) && told.IsOver == due.IsOver && now - told.At < Again)
            {
                continue;
            }

            _told[meta.Id] = (due.IsOver, now);
            Log.ExceptionEnds(log, meta.Title, due.Text, meta.File, meta.Line);
        }
    }
}
