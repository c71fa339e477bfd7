namespace Streams.Connectors.Simulation.Activities;

/// <summary>Administrators log in to nodes, mistype a passphrase, use sudo and renew packages.</summary>
internal sealed class NodeMaintenance : IActivity
{
    public string Name => "node maintenance";

    public void Begin(PodLifecycle lifecycle) =>
        lifecycle.Schedule.Every(
            () => lifecycle.About(TimeSpan.FromHours(1)),
            () =>
            {
                if (!lifecycle.IsOfficeTime)
                {
                    return;
                }

                var node = lifecycle.Pick(lifecycle.Cluster.Nodes);
                var person = lifecycle.Pick(lifecycle.Cluster.People);
                var user = person.Name.Split('.')[0];
                if (lifecycle.Chance.Next(4) == 0)
                {
                    lifecycle.Write.Journal(node, "sshd", "ssh.service", $"Failed password for {user} from {person.Office} port 50122 ssh2");
                }

                lifecycle.After(3, 6, () =>
                    lifecycle.Write.Journal(
                        node,
                        "sshd",
                        "ssh.service",
                        $"Accepted publickey for {user} from {person.Office} port 50123 ssh2: ED25519 SHA256:{lifecycle.Cluster.Hex(43)}"
                    )
                );
                lifecycle.After(20, 40, () =>
                    lifecycle.Write.Journal(
                        node,
                        "sudo",
                        "session-9.scope",
                        $"{user} : TTY=pts/0 ; PWD=/home/{user} ; USER=root ; COMMAND=/usr/bin/apt-get -y upgrade"
                    )
                );
                lifecycle.After(50, 70, () => lifecycle.Write.Journal(node, "systemd", "init.scope", "Reloading."));
            }
        );
}
