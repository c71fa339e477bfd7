namespace Streams.Host.Audit;

/// <summary>Whose requests a rule is about, as an audit policy tells users apart.</summary>
/// <param name="User">A name of that kind.</param>
/// <param name="Groups">The groups it is in.</param>
internal sealed record AuditSubject(string User, IReadOnlyList<string> Groups)
{
    /// <summary>Someone with a credential of their own.</summary>
    public static AuditSubject Person { get; } = new("person", ["system:authenticated"]);

    /// <summary>A workload.</summary>
    public static AuditSubject Workload { get; } =
        new("system:serviceaccount:default:workload", ["system:serviceaccounts", "system:serviceaccounts:default", "system:authenticated"]);

    /// <summary>A request without a valid credential.</summary>
    public static AuditSubject Anonymous { get; } = new("system:anonymous", ["system:unauthenticated"]);
}
