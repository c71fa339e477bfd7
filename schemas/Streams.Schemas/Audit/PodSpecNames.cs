namespace Streams.Schemas.Audit;

/// <summary>The members of a pod's specification that say what it may do, and how events name it.</summary>
internal static class PodSpecNames
{
    /// <summary>What the members of an object of that name are about.</summary>
    public static PodSpecPlace PlaceOf(ReadOnlySpan<byte> name) =>
        name switch
        {
            _ when name.SequenceEqual("hostPath"u8) => PodSpecPlace.HostPath,
            _ when name.SequenceEqual("capabilities"u8) => PodSpecPlace.Capabilities,
            _ when name.SequenceEqual("seccompProfile"u8) || name.SequenceEqual("appArmorProfile"u8) => PodSpecPlace.Profile,
            _ => PodSpecPlace.Other,
        };

    /// <summary>What a member of that name allows where it is true.</summary>
    public static PodSpecRisks RiskOf(ReadOnlySpan<byte> name) =>
        name switch
        {
            _ when name.SequenceEqual("privileged"u8) => PodSpecRisks.Privileged,
            _ when name.SequenceEqual("hostPID"u8) => PodSpecRisks.HostPid,
            _ when name.SequenceEqual("hostIPC"u8) => PodSpecRisks.HostIpc,
            _ when name.SequenceEqual("hostNetwork"u8) => PodSpecRisks.HostNetwork,
            _ when name.SequenceEqual("hostProcess"u8) => PodSpecRisks.HostProcess,
            _ => PodSpecRisks.None,
        };

    /// <summary>The value of the field that tells of it.</summary>
    public static ReadOnlySpan<byte> Of(PodSpecRisks risk) =>
        risk switch
        {
            PodSpecRisks.Privileged => "privileged"u8,
            PodSpecRisks.HostPid => "host_pid"u8,
            PodSpecRisks.HostIpc => "host_ipc"u8,
            PodSpecRisks.HostNetwork => "host_network"u8,
            PodSpecRisks.HostPort => "host_port"u8,
            PodSpecRisks.HostProcess => "host_process"u8,
            PodSpecRisks.Unconfined => "unconfined"u8,
            _ => "unmasked_proc"u8,
        };
}
