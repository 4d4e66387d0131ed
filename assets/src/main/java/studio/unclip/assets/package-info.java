/**
 * What ships beside the code. The starter pack is a folder on disk ({@code assets/packs/starter}), never inside a jar:
 * ONNX Runtime opens its graphs by path. Looks and texts of the window lie with the window, in {@code app}. There is no
 * class here yet; the module exists so that the pack has one owner and its own tests.
 */
package studio.unclip.assets;
