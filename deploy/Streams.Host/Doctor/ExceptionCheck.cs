using Streams.Detections.Rules;

namespace Streams.Host.Doctor;

/// <summary>Exceptions of the rules that have ended, or will soon.</summary>
internal sealed class ExceptionCheck(RuleSet rules, TimeProvider time) : IDoctorCheck
{
    public string Name => "exceptions";

    public Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        var due = Expiration.Of(rules, time.GetUtcNow());
        return Task.FromResult<IReadOnlyList<Finding>>(
            due.Count > 0
                ?
                [
                    .. due.Select(e =>
                        Finding.Warning(Name, $"{e.Exception.Meta.Title}: {e.Text}", $"see {e.Exception.Meta.File}, line {e.Exception.Meta.Line}")
                    ),
                ]
                : [Finding.Ok(Name, $"{rules.Filters.Count(f => f.Expires is not null)} that expire, none within {Expiration.Notice.Days} days")]
        );
    }
}
