package pantau.analysis;

import static org.elasticsearch.plugins.AnalysisPlugin.requiresAnalysisSettings;

import java.io.IOException;
import java.io.Reader;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.charfilter.HTMLStripCharFilter;
import org.apache.lucene.analysis.charfilter.MappingCharFilter;
import org.apache.lucene.analysis.charfilter.NormalizeCharMap;
import org.apache.lucene.analysis.core.KeywordTokenizer;
import org.apache.lucene.analysis.core.WhitespaceTokenizer;
import org.apache.lucene.analysis.id.IndonesianAnalyzer;
import org.apache.lucene.analysis.id.IndonesianStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.miscellaneous.RemoveDuplicatesTokenFilter;
import org.apache.lucene.analysis.miscellaneous.SetKeywordMarkerFilter;
import org.apache.lucene.analysis.miscellaneous.StemmerOverrideFilter;
import org.apache.lucene.analysis.ngram.EdgeNGramTokenFilter;
import org.apache.lucene.analysis.pattern.PatternReplaceCharFilter;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.index.analysis.Analysis;
import org.elasticsearch.index.analysis.AnalyzerProvider;
import org.elasticsearch.index.analysis.AnalyzerScope;
import org.elasticsearch.index.analysis.CharFilterFactory;
import org.elasticsearch.index.analysis.NormalizingTokenFilterFactory;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.index.analysis.TokenizerFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;
import org.elasticsearch.plugins.AnalysisPlugin;
import org.elasticsearch.plugins.Plugin;

/**
 * What an index of Indonesian news needs of the module analysis-common, on the same Lucene classes
 * and under the same names and parameters. What is not here, the node refuses.
 */
public final class AnalysisModule extends Plugin implements AnalysisPlugin {
    @Override
    public Map<String, AnalysisProvider<AnalyzerProvider<? extends Analyzer>>> getAnalyzers() {
        return Map.of(
            "indonesian",
            (index, environment, name, settings) ->
                new NamedAnalyzer(
                    name,
                    new IndonesianAnalyzer(
                        Analysis.parseStopWords(
                            environment, settings, IndonesianAnalyzer.getDefaultStopSet()),
                        Analysis.parseStemExclusion(settings, CharArraySet.EMPTY_SET))));
    }

    @Override
    public Map<String, AnalysisProvider<TokenizerFactory>> getTokenizers() {
        return Map.of(
            "keyword",
            (index, environment, name, settings) ->
                TokenizerFactory.newFactory(name, KeywordTokenizer::new),
            "whitespace",
            (index, environment, name, settings) ->
                TokenizerFactory.newFactory(name, WhitespaceTokenizer::new));
    }

    @Override
    public Map<String, AnalysisProvider<CharFilterFactory>> getCharFilters() {
        return Map.of(
            "html_strip",
            (index, environment, name, settings) -> new CharFilter(name, HTMLStripCharFilter::new),
            "mapping",
            requiresAnalysisSettings(
                (index, environment, name, settings) -> mapping(environment, name, settings)),
            "pattern_replace",
            requiresAnalysisSettings(
                (index, environment, name, settings) -> {
                    Pattern pattern = Pattern.compile(settings.get("pattern"));
                    String replacement = settings.get("replacement", "");
                    return new CharFilter(
                        name, text -> new PatternReplaceCharFilter(pattern, replacement, text));
                }));
    }

    @Override
    public Map<String, AnalysisProvider<TokenFilterFactory>> getTokenFilters() {
        return Map.of(
            "lowercase",
            (index, environment, name, settings) -> new Normalizing(name, LowerCaseFilter::new),
            "asciifolding",
            (index, environment, name, settings) -> {
                boolean original = settings.getAsBoolean("preserve_original", false);
                return new Normalizing(name, tokens -> new ASCIIFoldingFilter(tokens, original));
            },
            "edge_ngram",
            requiresAnalysisSettings(
                (index, environment, name, settings) -> {
                    int shortest = settings.getAsInt("min_gram", 1);
                    int longest = settings.getAsInt("max_gram", 2);
                    boolean original = settings.getAsBoolean("preserve_original", false);
                    return new Filter(
                        name,
                        tokens -> new EdgeNGramTokenFilter(tokens, shortest, longest, original));
                }),
            "keyword_marker",
            requiresAnalysisSettings(
                (index, environment, name, settings) -> {
                    CharArraySet words = Analysis.getWordSet(environment, settings, "keywords");
                    return new Filter(name, tokens -> new SetKeywordMarkerFilter(tokens, words));
                }),
            "remove_duplicates",
            (index, environment, name, settings) ->
                new Filter(name, RemoveDuplicatesTokenFilter::new),
            "snowball",
            (index, environment, name, settings) -> snowball(name, settings),
            "stemmer",
            requiresAnalysisSettings(
                (index, environment, name, settings) -> stemmer(name, settings)),
            "stemmer_override",
            requiresAnalysisSettings(
                (index, environment, name, settings) -> overrides(environment, name, settings)),
            "synonym",
            requiresAnalysisSettings(
                (index, environment, name, settings) ->
                    new SynonymFilterFactory(name, environment, settings, false)),
            "synonym_graph",
            requiresAnalysisSettings(
                (index, environment, name, settings) ->
                    new SynonymFilterFactory(name, environment, settings, true)));
    }

    private static TokenFilterFactory snowball(String name, Settings settings) {
        String written = settings.get("language", settings.get("name", "English"));
        String language = written.substring(0, 1).toUpperCase(Locale.ROOT) + written.substring(1);
        return new Filter(name, tokens -> new SnowballFilter(tokens, language));
    }

    private static TokenFilterFactory stemmer(String name, Settings settings) {
        String language = settings.get("language", settings.get("name", "porter"));
        return switch (language.toLowerCase(Locale.ROOT)) {
            case "indonesian" -> new Filter(name, IndonesianStemFilter::new);
            case "light_indonesian" ->
                new Filter(name, tokens -> new IndonesianStemFilter(tokens, false));
            default ->
                throw new IllegalArgumentException("this node has no stemmer [" + language + "]");
        };
    }

    private static TokenFilterFactory overrides(
        Environment environment, String name, Settings settings) throws IOException {
        StemmerOverrideFilter.Builder rules = new StemmerOverrideFilter.Builder(false);
        rules(environment, settings, "rules", (words, stem) -> {
            for (String word : words.split(",")) {
                rules.add(word.strip(), stem);
            }
        });
        StemmerOverrideFilter.StemmerOverrideMap map = rules.build();
        return new Filter(name, tokens -> new StemmerOverrideFilter(tokens, map));
    }

    private static CharFilterFactory mapping(
        Environment environment, String name, Settings settings) {
        NormalizeCharMap.Builder rules = new NormalizeCharMap.Builder();
        rules(environment, settings, "mappings", rules::add);
        NormalizeCharMap map = rules.build();
        return new CharFilter(name, text -> new MappingCharFilter(map, text));
    }

    /** Reads rules of the form "left => right". */
    private static void rules(
        Environment environment, Settings settings, String key, BiConsumer<String, String> add) {
        for (String rule : Analysis.getWordList(environment, settings, key)) {
            String[] sides = rule.split("=>", -1);
            if (sides.length != 2) {
                throw new IllegalArgumentException("invalid rule [" + rule + "] in [" + key + "]");
            }
            add.accept(sides[0].strip(), sides[1].strip());
        }
    }

    private record NamedAnalyzer(String name, Analyzer get) implements AnalyzerProvider<Analyzer> {
        @Override
        public AnalyzerScope scope() {
            return AnalyzerScope.INDEX;
        }
    }

    private record CharFilter(String name, Function<Reader, Reader> make)
        implements CharFilterFactory {
        @Override
        public Reader create(Reader text) {
            return make.apply(text);
        }
    }

    record Filter(String name, Function<TokenStream, TokenStream> make)
        implements TokenFilterFactory {
        @Override
        public TokenStream create(TokenStream tokens) {
            return make.apply(tokens);
        }
    }

    private record Normalizing(String name, Function<TokenStream, TokenStream> make)
        implements NormalizingTokenFilterFactory {
        @Override
        public TokenStream create(TokenStream tokens) {
            return make.apply(tokens);
        }
    }
}
