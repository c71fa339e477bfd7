namespace Streams.Schemas.Events;

/// <summary>
/// The canonical fields of an event. Names (see <see cref="Fields"/>) are those of ECS where ECS has one.
/// A parser fills what its line says; entity resolution adds a conflict and nothing else.
/// </summary>
public enum Field : ushort
{
    // common
    Message,
    EventAction,
    EventOutcome,
    EventReason,
    HostName,
    Stream,
    Partial,

    // network
    SourceIp,
    SourcePort,
    DestinationIp,
    DestinationPort,
    SourceMac,
    DestinationMac,
    NetworkTransport,
    NetworkBytes,
    NetworkType,
    IcmpType,
    IcmpCode,
    TcpFlags,
    IngressInterface,
    EgressInterface,
    NetfilterPrefix,

    // dns
    QuestionName,
    QuestionType,
    QuestionClass,
    ResponseCode,
    DnsId,
    DnsHeaderFlags,
    DnsResponseBytes,
    DnsDurationSeconds,
    DnsClusterName,

    // process, user
    UserName,
    UserId,
    TargetUserName,
    ProcessId,
    ProcessName,
    ProcessExecutable,
    ProcessCommandLine,
    ProcessParentName,
    ProcessTty,
    AuthMethod,
    FilePath,
    GroupName,
    UserHome,
    UserShell,
    TargetUserId,

    // syslog, journal
    SyslogAppName,
    SyslogPriority,
    SyslogFacility,
    JournalCursor,
    JournalTransport,
    SystemdUnit,
    KernelUptime,

    // container, kubernetes
    ContainerId,
    ContainerName,
    ContainerImage,
    PodName,
    PodUid,
    PodIp,
    Namespace,
    NodeName,

    // http access lines of containers
    HttpMethod,
    UrlPath,
    UrlQuery,
    HttpStatus,
    UserAgent,

    // audit
    AuditId,
    AuditStage,
    AuditLevel,
    Verb,
    RequestUri,
    Principal,
    PrincipalGroup,
    ImpersonatedPrincipal,
    Resource,
    Subresource,
    ApiGroup,
    ObjectNamespace,
    ObjectName,
    ObjectUid,
    ResponseStatusCode,
    Decision,
    DecisionReason,
    Command,
    TokenPodName,
    TokenPodUid,
    TokenNodeName,
    CredentialId,
    EventEffect,

    // what entity resolution found odd
    EntityConflict,
    EntityConflictPod,
    CallerPod,

    // pod specifications in the bodies of audited requests
    PodSpecRisk,
    PodSpecCapability,
    PodSpecHostPath,
    PodSpecImage,
    PodSpecCommand,
    PodSpecImageSource,

    // falco
    RuleName,
    RulePriority,
    RuleTag,
    SyscallName,
    FileDescriptorName,
    FileDescriptorType,

    // Behind the others, whose numbers are kept in states: what is claimed or not as it should be.
    SourceForwarded,
    Tag,
    EventRepeated,

    // what a sensor tells beyond the process itself
    ProcessParentExecutable,
    ProcessParentCommandLine,
    ProcessWorkingDirectory,
    DestinationDomain,

    /// <summary>Not a field: their number.</summary>
    Count,
}
