using Streams.Detections.Rules;
using Streams.Host.Audit;

namespace Streams.Host.Doctor;

/// <summary>Which rules an audit policy blinds.</summary>
internal sealed class AuditPolicyCheck(string? file, RuleSet rules) : IDoctorCheck
{
    private const string Mend = "use the policy that streams rules audit-policy writes";

    public string Name => "audit policy";

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        if (file is null)
        {
            return [Finding.Ok(Name, "not looked at (--audit-policy FILE: the API server's --audit-policy-file)")];
        }

        var policy = AuditPolicy.Parse(await File.ReadAllTextAsync(file, cancel).ConfigureAwait(false));
        var findings = PolicyAdequacy
            .BlindUnder(policy, rules)
            .Select(b => Finding.Failure(Name, $"blind: {b.Title} ({b.Id}): {string.Join("; ", b.Reasons)}", Mend))
            .ToList();
        if (PolicyAdequacy.EntitiesUnder(policy) is { } entities)
        {
            findings.Add(Finding.Warning(Name, $"{entities.Title} are not learned from audit events: {string.Join("; ", entities.Reasons)}", Mend));
        }

        return findings.Count > 0 ? findings : [Finding.Ok(Name, "every audit rule sees what it needs")];
    }
}
