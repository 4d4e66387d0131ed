"""Packs from models of others: diffusers' components become ONNX graphs and a manifest."""
