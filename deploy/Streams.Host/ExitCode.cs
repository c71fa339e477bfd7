namespace Streams.Host;

/// <summary>What the command's end says.</summary>
internal static class ExitCode
{
    /// <summary>All input accounted for and all checks passed.</summary>
    public const int Ok = 0;

    /// <summary>A check failed, or an alert with <c>--fail-on-alert</c>.</summary>
    public const int Failed = 1;

    /// <summary>The command line or the configuration is wrong.</summary>
    public const int Usage = 2;

    /// <summary>The machine or the servers are not as needed.</summary>
    public const int Environment = 3;
}
