/** How the design comes out on paper, drawn anew while it is being changed. */
import { useEffect, useState } from 'react';

interface SamplePictureProps {
  svg: string | undefined;
  state: 'unfinished' | 'faulty' | 'drawing' | 'drawn';
}

const words = {
  unfinished: '写好名称、代号、代码和栏目以后，这里显示样张。',
  faulty: '还画不出样张：请看各项下面的说明。',
  drawing: '正在画样张……',
  drawn: '样张：用事项的填写样例印成，没有盖章。写成（栏目名称）的，事项的申请表里没有这一项，制证时不印。',
};

export function SamplePicture({ svg, state }: SamplePictureProps) {
  const address = useAddressOf(svg);
  const shows = address !== undefined && state !== 'unfinished';
  return (
    <figure className={`sample-picture ${state}`}>
      {shows && <img src={address} alt="证照样张" />}
      <figcaption className={shows ? 'fine' : 'nothing'} role="status">
        {words[state]}
      </figcaption>
    </figure>
  );
}

/** As a picture it can run nothing and load nothing. */
function useAddressOf(svg: string | undefined): string | undefined {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (svg === undefined) return;
    const made = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [svg]);
  return address;
}
