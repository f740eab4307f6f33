package pantau.start;

import java.util.Map;

import org.elasticsearch.env.Environment;
import org.elasticsearch.plugins.PluginsLoader;

/** The modules and plugins of a home, as Elasticsearch 9 loads them. */
final class Bundles {
    private Bundles() {}

    static PluginsLoader load(Environment environment) {
        // Without layers of Java modules: they would want the server itself to be a Java module.
        return PluginsLoader.createPluginsLoader(
            PluginsLoader.loadModulesBundles(environment.modulesDir(), false),
            PluginsLoader.loadPluginsBundles(environment.pluginsDir(), false),
            Map.of(),
            false);
    }
}
