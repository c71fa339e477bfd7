namespace Streams.Connectors.Simulation.Activities;

/// <summary>Administrators log in to nodes, mistype a passphrase, use sudo and renew packages.</summary>
internal sealed class NodeMaintenance : IActivity
{
    public string Name => "node maintenance";

    public void Begin(ClusterLife life) =>
        life.Schedule.Every(
            () => life.About(TimeSpan.FromHours(1)),
            () =>
            {
                if (!life.IsOfficeTime)
                {
                    return;
                }

                var node = life.Pick(life.Cluster.Nodes);
                var person = life.Pick(life.Cluster.People);
                var user = person.Name.Split('.')[0];
                if (life.Chance.Next(4) == 0)
                {
                    life.Write.Journal(node, "sshd", "ssh.service", $"Failed password for {user} from {person.Office} port 50122 ssh2");
                }

                life.After(3, 6, () =>
                    life.Write.Journal(
                        node,
                        "sshd",
                        "ssh.service",
                        $"Accepted publickey for {user} from {person.Office} port 50123 ssh2: ED25519 SHA256:{life.Cluster.Hex(43)}"
                    )
                );
                life.After(20, 40, () =>
                    life.Write.Journal(
                        node,
                        "sudo",
                        "session-9.scope",
                        $"{user} : TTY=pts/0 ; PWD=/home/{user} ; USER=root ; COMMAND=/usr/bin/apt-get -y upgrade"
                    )
                );
                life.After(50, 70, () => life.Write.Journal(node, "systemd", "init.scope", "Reloading."));
            }
        );
}
