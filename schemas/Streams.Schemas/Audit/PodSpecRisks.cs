namespace Streams.Schemas.Audit;

/// <summary>What a pod specification may have that lets its containers out.</summary>
[Flags]
internal enum PodSpecRisks
{
    None = 0,
    Privileged = 1,
    HostPid = 2,
    HostIpc = 4,
    HostNetwork = 8,
    HostPort = 16,
    HostProcess = 32,
    Unconfined = 64,
    UnmaskedProc = 128,
}
