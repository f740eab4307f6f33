package pantau.start;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.elasticsearch.bootstrap.BootstrapInfo;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.node.Node;

/**
 * Runs one node until SIGTERM, or until the process that owns it is gone.
 *
 * <p>Arguments: HOME (lib and modules, only read), WORK (the node's own directory), OWNER (an id of
 * a process), and settings as name=value. The addresses it listens on are in WORK/logs/http.ports.
 */
public final class Start {
    private static final long OWNER_CHECK_MILLIS = 500;

    private Start() {}

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]).toAbsolutePath();
        Path work = Path.of(arguments[1]).toAbsolutePath();
        long owner = Long.parseLong(arguments[2]);
        Map<String, String> settings = settings(home, work);
        for (String setting : List.of(arguments).subList(3, arguments.length)) {
            int end = setting.indexOf('=');
            settings.put(setting.substring(0, end), setting.substring(end + 1));
        }
        log(settings.get("node.name"));
        Environment environment = InternalSettingsPreparer.prepareEnvironment(
            Settings.EMPTY, settings, work.resolve("config"), () -> settings.get("node.name"));
        Node node = new Node(environment, Bundles.load(environment));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node)));
        node.start();
        waitFor(owner);
        System.exit(0);
    }

    private static Map<String, String> settings(Path home, Path work) throws Exception {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("path.home", home.toString());
        for (String directory : List.of("config", "data", "logs", "repo")) {
            Files.createDirectories(work.resolve(directory));
        }
        for (String directory : List.of("data", "logs", "repo")) {
            settings.put("path." + directory, work.resolve(directory).toString());
        }
        settings.put("cluster.name", "pantau-test");
        settings.put("node.name", "pantau-test");
        settings.put("node.portsfile", "true");
        settings.put("network.host", "127.0.0.1");
        settings.put("http.port", "0");
        settings.put("transport.port", "0");
        settings.put("discovery.type", "single-node");
        // A test must not depend on how full the machine's disk is.
        settings.put("cluster.routing.allocation.disk.threshold_enabled", "false");
        return settings;
    }

    private static void log(String name) {
        LogConfigurator.registerErrorListener();
        BootstrapInfo.init();
        LogConfigurator.setNodeName(name);
        LogConfigurator.configureWithoutConfig(Settings.builder().put("logger.level", "WARN").build());
        LogConfigurator.configureESLogging();
    }

    private static void waitFor(long owner) throws InterruptedException {
        ProcessHandle process = ProcessHandle.of(owner).orElse(null);
        while (process != null && process.isAlive()) {
            Thread.sleep(OWNER_CHECK_MILLIS);
        }
    }

    private static void close(Node node) {
        try {
            node.close();
        } catch (Exception problem) {
            problem.printStackTrace();
        }
    }
}
