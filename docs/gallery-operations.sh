#!/usr/bin/env bash
# Makes the pictures of docs/gallery.md's "Operations" with the program's own commands: twelve cases of each, on pictures of
# the pack, a drawing it was not trained on and photographs.
# Usage: docs/gallery-operations.sh OUT DRAWING.png PHOTO.png PHOTO.png    (OUT is made; ImageMagick for the sheets)
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
out=$1; drawing=$2; photo=$3; other=$4
mkdir -p "$out"/{source,inpaint,expand,vary,diff,refine,mix,aspect,upscale}
u() { [ -e "${*: -1}" ] || "$root/unclip" "$@" -q; }

# Sources: ten scenes of the pack, a drawing, a photograph.
n=0
while read -r prompt; do
  u generate "$prompt" --seed $((11 + n)) -o "$(printf '%s/source/%02d.png' "$out" $n)"
  n=$((n + 1))
done <<'EOF'
a meadow with a tree
a cat in a meadow
an apple on a table
a house in the snow
a sailing boat at sunset
a mountain
an owl at night
a car on the road
a robot in a room
a watercolour of a fish
EOF
cp "$drawing" "$out/source/10.png"
cp "$photo" "$out/source/11.png"
cp "$other" "$out/source/12.png"

for i in 00 01 02 03 04 05 06 07 08 09 10 11; do
  u expand "$out/source/$i.png" --zoom 1.5 --seed 3 -o "$out/expand/$i.png"
  u vary "$out/source/$i.png" --amount medium --seed 3 -o "$out/vary/$i.png"
done

# Each at the end of its way.
n=0
while IFS='|' read -r source from to; do
  u diff "$out/source/$source.png" --from "$from" --to "$to" --theta 1 --seed 3 -o "$(printf '%s/diff/%02d.png' "$out" $n)"
  n=$((n + 1))
done <<'EOF'
00|a meadow with a tree|a meadow with a cactus
01|a cat in a meadow|a lion in a meadow
02|an apple on a table|a pineapple on a table
03|a house in the snow|a castle in the snow
04|a sailing boat at sunset|a sailing boat at night
05|a mountain|a volcano
06|an owl at night|a parrot at night
07|a car on the road|a bus on the road
08|a robot in a room|a robot on the beach
09|a watercolour of a fish|pixel art of a fish
02|an apple on a table|a cake on a table
03|a house in the snow|a house in the rain
EOF

# Under a mask: a shape, the prompt; the last takes away what the third put in.
n=0
while IFS='|' read -r source shape prompt; do
  i=$(printf %02d $n)
  size=$(identify -format %wx%h "$out/source/$source.png")
  convert -size "$size" xc:black -fill white -draw "$shape" "$out/inpaint/mask-$i.png"
  u inpaint "$out/source/$source.png" --mask "$out/inpaint/mask-$i.png" "$prompt" --seed 2 -o "$out/inpaint/$i.png"
  n=$((n + 1))
done <<'EOF'
06|rectangle 190,0 830,200|a red hat
08|rectangle 240,30 780,230|a crown
01|ellipse 515,540 235,110 0,360|sunglasses
00|rectangle 60,640 299,879|a ball
04|rectangle 590,40 999,449|a whale
06|rectangle 20,40 219,239|a moon
05|ellipse 760,180 150,120 0,360|a bird
02|rectangle 660,20 939,299|a cat
07|rectangle 60,60 400,270|an airplane
03|ellipse 512,540 400,400 0,360|a castle
01|ellipse 512,500 420,420 0,360|a lion
04|rectangle 60,60 359,359|a star
EOF
u inpaint "$out/inpaint/03.png" --mask "$out/inpaint/mask-03.png" --mode remove --seed 2 -o "$out/inpaint/12.png"

# From a few painted shapes.
n=0
while IFS='|' read -r ground shape prompt; do
  convert -size 512x512 "xc:$ground" -draw "$shape" "$out/refine/guide-$(printf %02d $n).png"
  u refine "$out/refine/guide-$(printf %02d $n).png" "$prompt" --strength 0.7 --seed 3 -o "$(printf '%s/refine/%02d.png' "$out" $n)"
  n=$((n + 1))
done <<'EOF'
#9ec7e8|fill #d03020 circle 256,300 256,170|a red apple
#9ec7e8|fill #3f8f3f rectangle 0,340 512,512 fill #8a5a30 rectangle 180,180 330,380|a house on the grass
#182048|fill #f0e8b0 circle 380,120 380,70|the moon at night
#f0f0f0|fill #e0a030 ellipse 256,280 150,110 0,360|a cat on a white background
#9ec7e8|fill #d8c08a rectangle 0,360 512,512 fill #2e7d32 rectangle 230,180 290,380|a cactus
#ffd0a0|fill #2040a0 rectangle 0,320 512,512 fill #803020 polygon 160,330 350,330 310,390 200,390 fill #ffffff polygon 255,120 255,320 360,320|a sailing boat at sunset
#d8ecd8|fill #c02030 ellipse 256,200 130,90 0,360 fill #f4ead0 rectangle 220,220 292,380|a mushroom
#303030|fill #c8d0d8 rectangle 170,150 342,400|a robot
#c8e4ff|fill #ffffff ellipse 256,340 110,100 0,360 fill #ffffff circle 256,190 256,125|a snowman
#b0d8ff|fill #509040 polygon 0,512 256,120 512,512|a mountain
#ffe8f0|fill #e8d8b0 rectangle 150,250 362,400 fill #d04070 rectangle 150,220 362,260|a birthday cake
#e8e0d0|fill #7a4a28 ellipse 200,290 90,110 0,360 fill #7a4a28 rectangle 260,140 290,300|a guitar
EOF

n=0
while IFS='|' read -r a b; do
  u mix "$out/source/$a.png" "$b" --weights 1,1 --seed 3 -o "$(printf '%s/mix/%02d.png' "$out" $n)"
  n=$((n + 1))
done <<'EOF'
01|a lion
02|an orange
03|a castle
07|a bus
06|a penguin
05|the sea at sunset
08|a teapot
09|a whale
00|a palm tree
04|a rocket
11|a tiger
10|a flower
EOF

n=0
while IFS='|' read -r a b aspect; do
  u mix "$out/source/$a.png" "$b" --take "$aspect" --seed 3 -o "$(printf '%s/aspect/%02d.png' "$out" $n)"
  n=$((n + 1))
done <<'EOF'
03|pixel art of a tree|style
01|a pencil sketch of a cup|style
07|a watercolour of a flower|style
02|an apple at sunset|light
03|a tree at night|light
07|a tree at sunset|light
01|a tree in the rain|weather
07|a tree in falling snow|weather
08|an apple on the beach|place
02|a robot in the snow|place
06|a house in a meadow|place
03|a dog on the beach|place
EOF

for i in 01 03 10 12; do
  convert "$out/source/$i.png" -filter Box -resize 256x256 "$out/upscale/small-$i.png"
  u upscale "$out/upscale/small-$i.png" --factor 2 -o "$out/upscale/$i-2x.png"
  u upscale "$out/upscale/small-$i.png" --factor 4 -o "$out/upscale/$i-4x.png"
done
